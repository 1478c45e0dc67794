package dev.stowage.placement.account;

import dev.stowage.placement.registry.Uptime;
import java.time.Duration;

/// How much each supplier deserves: a factor by which room is weighed when groups are compared.
///
/// It means nothing by itself. In a house all of whose suppliers are new, none has less than the
/// others.
final class Merits {

    /// Of what others have a supplier has as much when it joins.
    private static final double AT_FIRST = 0.1;

    private final Duration newcomerPeriod;

    /// @param newcomerPeriod of life, after which a supplier is as good as any other; 0: at once
    Merits(Duration newcomerPeriod) {
        this.newcomerPeriod = newcomerPeriod;
    }

    /// 0 … 1.
    double of(Uptime uptime) {
        return uptime.share() * experience(uptime.lived());
    }

    private double experience(Duration lived) {
        if (lived.compareTo(newcomerPeriod) >= 0) {
            return 1;
        }
        double grown = (double) lived.toMillis() / newcomerPeriod.toMillis();
        return AT_FIRST + (1 - AT_FIRST) * grown;
    }
}
