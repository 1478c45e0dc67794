package dev.stowage.customer.download;

import dev.stowage.customer.window.Window;
import dev.stowage.customer.work.Workers;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The wanted bytes of a file, one stretch after the other, those that follow being brought
/// meanwhile. Not thread-safe.
public final class Content implements AutoCloseable {

    private static final int MOST_AHEAD = 4;

    private final Window window;
    private final Workers workers;
    private final Function<Stretch, ByteBuffer> bring;
    private final Iterator<Stretch> stretches;
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private Optional<Stretch> following;
    private Optional<Window.Permit> lent = Optional.empty();

    Content(
            Window window,
            Workers workers,
            List<Stretch> stretches,
            Function<Stretch, ByteBuffer> bring) {
        this.window = window;
        this.workers = workers;
        this.bring = bring;
        this.stretches = stretches.iterator();
        this.following = nextStretch();
    }

    private Optional<Stretch> nextStretch() {
        return stretches.hasNext() ? Optional.of(stretches.next()) : Optional.empty();
    }

    private record Ahead(CompletableFuture<ByteBuffer> bytes, Window.Permit permit) {}

    /// The next bytes; whoever asks again is done with those before. Empty at the end.
    ///
    /// @throws dev.stowage.protocol.fault.Fault if they cannot be had: nothing wrong is ever handed
    ///   out
    public Optional<ByteBuffer> next() {
        lent.ifPresent(Window.Permit::close);
        lent = Optional.empty();
        reachAhead();
        Ahead next = ahead.pollFirst();
        if (next == null) {
            return Optional.empty();
        }
        lent = Optional.of(next.permit());
        return Optional.of(Workers.join(next.bytes()));
    }

    /// Only who holds nothing waits for the window.
    private void reachAhead() {
        while (ahead.size() < MOST_AHEAD && following.isPresent()) {
            Stretch stretch = following.get();
            Optional<Window.Permit> permit =
                    ahead.isEmpty()
                            ? Optional.of(window.take(stretch.footprint()))
                            : window.tryTake(stretch.footprint());
            if (permit.isEmpty()) {
                return;
            }
            ahead.addLast(new Ahead(workers.start(() -> bring.apply(stretch)), permit.get()));
            following = nextStretch();
        }
    }

    @Override
    public void close() {
        lent.ifPresent(Window.Permit::close);
        for (Ahead each : ahead) {
            var _ = each.bytes().whenComplete((_, _) -> each.permit().close());
        }
        ahead.clear();
    }
}
