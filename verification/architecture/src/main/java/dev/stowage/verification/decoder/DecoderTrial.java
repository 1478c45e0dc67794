package dev.stowage.verification.decoder;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Gives a decoder thousands of variations of right bytes. It may read them or refuse them with one
/// of the exceptions that it names; anything else is a failure, and so is memory that does not fit
/// the bytes.
public final class DecoderTrial {

    private static final int MOST_FAILURES = 5;
    private static final int MOST_SHOWN_BYTES = 256;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final String name;
    private final Decoder decoder;
    private final Set<Class<? extends Throwable>> refusals;
    private final long mostMemory;
    private UnaryOperator<byte[]> seal = UnaryOperator.identity();

    /// What is put to the proof.
    @FunctionalInterface
    public interface Decoder {

        void decode(byte[] bytes) throws Exception;
    }

    /// @param refusals with which it may refuse
    /// @param mostMemory bytes that it may allocate for one message
    public DecoderTrial(
            String name,
            Decoder decoder,
            Set<Class<? extends Throwable>> refusals,
            long mostMemory) {
        this.name = name;
        this.decoder = decoder;
        this.refusals = Set.copyOf(refusals);
        this.mostMemory = mostMemory;
    }

    /// Makes checksums right again, so that what lies behind them is reached.
    public DecoderTrial sealedBy(UnaryOperator<byte[]> again) {
        seal = again;
        return this;
    }

    /// @param right bytes that it reads
    /// @return failures with their seeds, one line each; none if all is well
    public List<String> run(byte[] right, long firstSeed, int seeds) {
        List<String> failures = new ArrayList<>();
        judge(right.clone(), "the right bytes", failures);
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            byte[] hostile = seal.apply(new HostileBytes(seed).of(right));
            judge(hostile, "seed " + seed, failures);
            if (failures.size() == MOST_FAILURES) {
                break;
            }
        }
        return failures;
    }

    private void judge(byte[] bytes, String which, List<String> failures) {
        String shown = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, MOST_SHOWN_BYTES));
        try {
            // the first time some of it goes to classes that are loaded
            if (memoryOf(bytes) <= mostMemory) {
                return;
            }
            long taken = memoryOf(bytes);
            if (taken > mostMemory) {
                failures.add(
                        "%s, %s: takes %d bytes of memory, at most %d may, for %s"
                                .formatted(name, which, taken, mostMemory, shown));
            }
        } catch (Throwable thrown) {
            failures.add("%s, %s: %s for %s".formatted(name, which, thrown, shown));
        }
    }

    /// Bytes allocated in reading or refusing it.
    private long memoryOf(byte[] bytes) throws Throwable {
        byte[] given = bytes.clone();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            decoder.decode(given);
        } catch (Throwable thrown) {
            if (refusals.stream().noneMatch(each -> each.isInstance(thrown))) {
                throw thrown;
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
