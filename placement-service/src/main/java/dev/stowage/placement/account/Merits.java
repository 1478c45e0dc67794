package dev.stowage.placement.account;

import dev.stowage.placement.registry.Uptime;
import dev.stowage.placement.score.Score;
import java.time.Duration;

/// How much each supplier deserves: a factor by which room is weighed when groups are compared.
///
/// It means nothing by itself. In a house all of whose suppliers are new, none has less than the
/// others.
final class Merits {

    /// Of what others have a supplier has as much when it joins.
    private static final double AT_FIRST = 0.1;

    /// Milliseconds that make a supplier half as attractive.
    private static final double SLOW = 1000;

    /// However slow it is, it has as much of what others have.
    private static final double SLOWEST = 0.5;

    private final Duration newcomerPeriod;

    /// @param newcomerPeriod of life, after which a supplier is as good as any other; 0: at once
    Merits(Duration newcomerPeriod) {
        this.newcomerPeriod = newcomerPeriod;
    }

    /// 0 … 1.
    double of(Uptime uptime, Score score) {
        return uptime.share()
                * experience(uptime.lived())
                * (1 - score.failedShare())
                * swiftness(score);
    }

    private static double swiftness(Score score) {
        Long latency = score.latencyMillis();
        return latency == null ? 1 : Math.max(SLOWEST, SLOW / (SLOW + latency));
    }

    private double experience(Duration lived) {
        if (lived.compareTo(newcomerPeriod) >= 0) {
            return 1;
        }
        double grown = (double) lived.toMillis() / newcomerPeriod.toMillis();
        return AT_FIRST + (1 - AT_FIRST) * grown;
    }
}
