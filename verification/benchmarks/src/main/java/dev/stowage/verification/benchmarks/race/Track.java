package dev.stowage.verification.benchmarks.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Where contestants run: in the thread that asks, or in as many threads at once as they have
/// passes.
final class Track implements AutoCloseable {

    private final ExecutorService lanes = Executors.newCachedThreadPool();

    /// Lets the contestant work for the given time at least, and returns its speed in units of 10^9
    /// bytes a second, all threads together.
    double speed(Contestant contestant, Duration least) throws InterruptedException {
        List<Runnable> passes = contestant.passes();
        double rate =
                passes.size() == 1
                        ? Stopwatch.passesInNanosecond(passes.getFirst(), least.toNanos())
                        : together(contestant, least.toNanos());
        return rate * contestant.bytes();
    }

    private double together(Contestant contestant, long leastNanos) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(contestant.passes().size());
        List<Future<Double>> rates = new ArrayList<>();
        for (Runnable pass : contestant.passes()) {
            rates.add(
                    lanes.submit(
                            () -> {
                                start.await();
                                return Stopwatch.passesInNanosecond(pass, leastNanos);
                            }));
        }
        double sum = 0;
        for (Future<Double> rate : rates) {
            try {
                sum += rate.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException(contestant.name() + " failed", failed.getCause());
            }
        }
        return sum;
    }

    @Override
    public void close() {
        lanes.shutdownNow();
    }
}
