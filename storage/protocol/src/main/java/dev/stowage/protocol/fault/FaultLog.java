package dev.stowage.protocol.fault;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/// Faults of the server's own, each code once a minute: whoever is flooded with requests need not
/// be flooded with lines. What goes wrong here ([FaultCode#INTERNAL]) is always told.
public final class FaultLog {

    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final LongSupplier nanos;
    private final Map<FaultCode, Untold> lately = new EnumMap<>(FaultCode.class);

    /// Faults since one was told.
    private record Untold(long since, long count) {}

    /// @param nanos a clock that only goes on, as [System#nanoTime]
    public FaultLog(Logger log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    /// @return whether it was told
    public boolean warn(Fault fault) {
        long before = take(fault.code());
        if (before < 0) {
            log.debug("{}", fault.getMessage());
            return false;
        }
        if (before == 0) {
            log.warn("{}", fault.getMessage());
        } else {
            log.warn("{} (and {} more like it before)", fault.getMessage(), before);
        }
        return true;
    }

    /// @return how many were not told before this one; -1 if this one is not told either
    private synchronized long take(FaultCode code) {
        Untold untold = lately.get(code);
        long now = nanos.getAsLong();
        if (untold != null && code != FaultCode.INTERNAL && now - untold.since < PAUSE_NANOS) {
            lately.put(code, new Untold(untold.since, untold.count + 1));
            return -1;
        }
        lately.put(code, new Untold(now, 0));
        return untold == null ? 0 : untold.count;
    }
}
