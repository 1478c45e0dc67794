package dev.stowage.placement.api;

import dev.stowage.placement.PlacementProperties;
import dev.stowage.placement.access.Callers;
import dev.stowage.placement.access.Identity;
import dev.stowage.placement.account.Accounts;
import dev.stowage.placement.account.Reservations;
import dev.stowage.placement.carrier.Octets;
import dev.stowage.placement.closing.Closings;
import dev.stowage.placement.rebuild.Rebuilds;
import dev.stowage.placement.registry.Revocations;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.replacement.AutomaticReplacement;
import dev.stowage.protocol.secret.OperatorToken;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

/// Builds what knows all rooms: who calls, and the rounds that are made without a call.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ApiConfiguration {

    private static final Duration OCTET_ROUND = Duration.ofMillis(250);
    private static final Duration COUNT_ROUND = Duration.ofSeconds(1);
    private static final Duration SAVE_COUNTED_ROUND = Duration.ofMinutes(1);
    private static final Duration SAVE_ROUND = Duration.ofSeconds(10);
    private static final Duration CLOSING_ROUND = Duration.ofSeconds(1);
    private static final Duration REBUILD_ROUND = Duration.ofSeconds(1);
    private static final Duration REPLACEMENT_ROUND = Duration.ofSeconds(10);
    private static final Duration LAPSE_ROUND = Duration.ofMinutes(1);

    /// Often enough to notice what is gone soon after it counts as gone.
    private static Duration replacementRound(Duration offlineAfter) {
        Duration tenth = offlineAfter.dividedBy(10);
        return tenth.compareTo(REPLACEMENT_ROUND) < 0 ? tenth : REPLACEMENT_ROUND;
    }

    @Bean
    Callers callers(
            OperatorToken operator,
            Identity identity,
            Accounts accounts,
            Revocations revocations,
            Clock clock) {
        return new Callers(operator, identity, accounts::owner, revocations::requireNot, clock);
    }

    @Bean
    SchedulingConfigurer rounds(
            Octets octets,
            Roster roster,
            Reservations reservations,
            Closings closings,
            AutomaticReplacement replacement,
            Rebuilds rebuilds,
            PlacementProperties properties) {
        return rounds -> {
            rounds.addFixedDelayTask(octets::form, OCTET_ROUND);
            rounds.addFixedDelayTask(roster::count, COUNT_ROUND);
            rounds.addFixedDelayTask(roster::saveSeen, SAVE_ROUND);
            rounds.addFixedDelayTask(roster::saveCounted, SAVE_COUNTED_ROUND);
            rounds.addFixedDelayTask(reservations::lapse, LAPSE_ROUND);
            rounds.addFixedDelayTask(closings::endThoseOver, CLOSING_ROUND);
            rounds.addFixedDelayTask(rebuilds::make, REBUILD_ROUND);
            if (properties.replaceAutomatically()) {
                rounds.addFixedDelayTask(
                        replacement::run, replacementRound(properties.offlineAfter()));
            }
        };
    }
}
