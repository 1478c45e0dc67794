package dev.stowage.supplier.scrub;

import java.time.Duration;

/// How long a scrub rests after it has read something: so that a round takes its period, and never
/// more than the limit and the share of a processor are taken.
final class ScrubPace {

    /// A round is planned to be over early, so that what is stored meanwhile finds its time too.
    private static final double HASTE = 1.25;

    private static final double NANOS = 1e9;

    private final ScrubSettings settings;

    ScrubPace(ScrubSettings settings) {
        this.settings = settings;
    }

    /// @param bytes that were read
    /// @param busy the time that it took
    /// @param all bytes of a round
    /// @param isUrgent whether it is to be over as soon as the limits allow
    Duration rest(long bytes, Duration busy, long all, boolean isUrgent) {
        double seconds = busy.toNanos() / NANOS;
        double whole = seconds * 100 / settings.processorShare();
        if (settings.limit() > 0) {
            whole = Math.max(whole, (double) bytes / settings.limit());
        }
        if (!isUrgent && all > 0) {
            double period = settings.period().toNanos() / NANOS;
            whole = Math.max(whole, period / HASTE * bytes / all);
        }
        return Duration.ofNanos((long) (Math.max(0, whole - seconds) * NANOS));
    }
}
