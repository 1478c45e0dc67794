package dev.stowage.placement.registry;

import dev.stowage.protocol.placement.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How busy a supplier is, as its heartbeats say.
///
/// A mean over about a minute decides whether it is hot: it becomes so at three quarters of what it
/// bears, and stays so until it is below two fifths. So a burst makes nobody hot, and nobody is hot
/// and not hot by turns.
///
/// @param bytesInFlight as it said last
/// @param share 0 … 1, the mean of what it had in flight in parts of what it may have
/// @param isHot whether new blocks should rather go to others
/// @param at when that was; absent before the first heartbeat
public record Load(long bytesInFlight, double share, boolean isHot, @Nullable Instant at) {

    static final double HOT = 0.75;
    static final double COOL = 0.4;

    private static final Duration MEMORY = Duration.ofMinutes(1);

    /// Of one that has not said anything.
    public static final Load NONE = new Load(0, 0, false, null);

    Load after(Heartbeat heartbeat, Instant now) {
        double said = share(heartbeat);
        double mean = at == null ? 0 : share + weight(Duration.between(at, now)) * (said - share);
        return new Load(heartbeat.bytesInFlight(), mean, isHot ? mean >= COOL : mean >= HOT, now);
    }

    /// Suppliers of earlier builds do not say what they bear.
    private static double share(Heartbeat heartbeat) {
        Long most = heartbeat.mostBytesInFlight();
        return most == null ? 0 : Math.clamp((double) heartbeat.bytesInFlight() / most, 0, 1);
    }

    /// Of what is said after so long a time, 0 … 1. A clock that was set back weighs nothing.
    private static double weight(Duration since) {
        return 1 - Math.exp(-Math.max(0, since.toMillis()) / (double) MEMORY.toMillis());
    }
}
