package dev.stowage.customer.work;

import dev.stowage.format.run.RunCodec;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/// Run codecs for the computing threads, used again and again.
public final class Coders implements AutoCloseable {

    private final Workers workers;
    private final SecureRandom random;
    private final ConcurrentLinkedDeque<RunCodec> idle = new ConcurrentLinkedDeque<>();

    public Coders(Workers workers, SecureRandom random) {
        this.workers = workers;
        this.random = random;
    }

    /// Computes something with a codec of its own and waits for the result.
    public <T> T code(Function<RunCodec, T> work) {
        return workers.compute(() -> with(work));
    }

    /// The same on the caller's thread: for small work, or work that also waits.
    public <T> T codeHere(Function<RunCodec, T> work) {
        return with(work);
    }

    private <T> T with(Function<RunCodec, T> work) {
        RunCodec pooled = idle.pollFirst();
        RunCodec codec = pooled == null ? new RunCodec(random) : pooled;
        try {
            return work.apply(codec);
        } finally {
            idle.addFirst(codec);
        }
    }

    @Override
    public void close() {
        for (RunCodec codec = idle.pollFirst(); codec != null; codec = idle.pollFirst()) {
            codec.close();
        }
    }
}
