package dev.stowage.customer.work;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// How long the steps of a flow take and how many bytes they pass: meters `stowage.<flow>.<step>`.
public final class Steps {

    private final MeterRegistry meters;
    private final String flow;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, DistributionSummary> sums = new ConcurrentHashMap<>();

    /// @param flow `register`, `upload`, `download` …: a word of the design
    public Steps(MeterRegistry meters, String flow) {
        this.meters = meters;
        this.flow = flow;
    }

    /// Takes a step and notes its time, whether it succeeds or not.
    public <T> T take(String step, Supplier<T> work) {
        return timer(step).record(work);
    }

    /// The same for a step without a result.
    public void run(String step, Runnable work) {
        timer(step).record(work);
    }

    /// Notes an amount: bytes that passed, changes of a commit.
    public void note(String what, long amount) {
        sums.computeIfAbsent(
                        what, name -> DistributionSummary.builder(meter(name)).register(meters))
                .record((double) amount);
    }

    private Timer timer(String step) {
        return timers.computeIfAbsent(step, name -> Timer.builder(meter(name)).register(meters));
    }

    private String meter(String name) {
        return "stowage." + flow + "." + name;
    }
}
