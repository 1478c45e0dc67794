package dev.stowage.placement.registry;

import java.time.Duration;

/// How much of the time that was counted a supplier was alive. What was long ago weighs less: after
/// thirty days a third of what it did.
///
/// @param aliveSeconds of the seconds counted, weighed
/// @param countedSeconds weighed
/// @param livedSeconds in which it was alive since it joined, all of the same weight
public record Uptime(double aliveSeconds, double countedSeconds, double livedSeconds) {

    private static final double MEMORY_SECONDS = Duration.ofDays(30).toSeconds();

    /// Of one that has just joined.
    static final Uptime NONE = new Uptime(0, 0, 0);

    Uptime after(Duration passed, boolean alive) {
        double seconds = passed.toNanos() / 1e9;
        double kept = Math.exp(-seconds / MEMORY_SECONDS);
        double more = alive ? seconds : 0;
        return new Uptime(
                aliveSeconds * kept + more, countedSeconds * kept + seconds, livedSeconds + more);
    }

    /// 0 … 1; 1 of one of which nothing is known yet.
    public double share() {
        return countedSeconds <= 0 ? 1 : Math.clamp(aliveSeconds / countedSeconds, 0, 1);
    }

    /// Time in which it was alive since it joined.
    public Duration lived() {
        return Duration.ofSeconds((long) livedSeconds);
    }
}
