package dev.stowage.erasure.kernel;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes routines that are fast on this machine and never slower than [Kernel#PORTABLE]: see
/// [WarmingRoutine]. One thread warms them, one after the other, and ends when there is none left.
public final class WarmingRoutines implements RoutineFactory {

    private static final System.Logger LOG = System.getLogger(WarmingRoutines.class.getName());

    private static final WarmingRoutines SHARED = new WarmingRoutines();

    private final Kernel kernel;
    private final Executor warmers;
    private final AtomicInteger cold = new AtomicInteger();
    private final AtomicInteger vector = new AtomicInteger();
    private final AtomicInteger portable = new AtomicInteger();

    private WarmingRoutines() {
        this.kernel = Kernel.preferred();
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(
                        1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::daemon);
        one.allowCoreThreadTimeOut(true);
        this.warmers = one;
    }

    /// The ones of this process.
    public static WarmingRoutines shared() {
        return SHARED;
    }

    private Thread daemon(Runnable warming) {
        return Thread.ofPlatform().daemon().name("kernel-warm-up").unstarted(warming);
    }

    @Override
    public Routine routine(Circuit circuit) {
        return kernel == Kernel.PORTABLE
                ? kernel.routine(circuit)
                : new WarmingRoutine(circuit, this);
    }

    /// The kernel that is used once its routines are warm, where it is faster.
    @Override
    public Kernel kernel() {
        return kernel;
    }

    /// How many routines were run already and are still portable until vectors are warm.
    public int coldRoutines() {
        return cold.get();
    }

    /// How many routines run in vectors.
    public int vectorRoutines() {
        return vector.get();
    }

    /// How many routines stay portable, since vectors were not faster.
    public int portableRoutines() {
        return portable.get();
    }

    void warm(Runnable warming) {
        cold.incrementAndGet();
        warmers.execute(warming);
    }

    /// @param ratio how many times faster vectors were at last
    void noteWarm(Circuit circuit, double ratio, long nanos) {
        cold.decrementAndGet();
        (ratio > 1 ? vector : portable).incrementAndGet();
        LOG.log(
                System.Logger.Level.DEBUG,
                "a circuit of {0} rows and {1} multiplications: {2} is {3} times PORTABLE after {4} ms",
                circuit.rows(),
                circuit.multiplications(),
                kernel,
                ratio,
                TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
