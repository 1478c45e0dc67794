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
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
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
    Rounds rounds(
            Octets octets,
            Roster roster,
            Reservations reservations,
            Closings closings,
            AutomaticReplacement replacement,
            Rebuilds rebuilds) {
        return new Rounds(octets, roster, reservations, closings, replacement, rebuilds);
    }

    /// Without a door nothing happens by itself.
    @Bean
    @ConditionalOnWebApplication
    SchedulingConfigurer schedule(Rounds rounds, PlacementProperties properties) {
        return schedule -> {
            schedule.addFixedDelayTask(rounds::formOctets, OCTET_ROUND);
            schedule.addFixedDelayTask(rounds::countLives, COUNT_ROUND);
            schedule.addFixedDelayTask(rounds::saveSeen, SAVE_ROUND);
            schedule.addFixedDelayTask(rounds::saveLives, SAVE_COUNTED_ROUND);
            schedule.addFixedDelayTask(rounds::lapse, LAPSE_ROUND);
            schedule.addFixedDelayTask(rounds::endClosings, CLOSING_ROUND);
            schedule.addFixedDelayTask(rounds::makeRebuilds, REBUILD_ROUND);
            if (properties.replaceAutomatically()) {
                schedule.addFixedDelayTask(
                        rounds::replace, replacementRound(properties.offlineAfter()));
            }
        };
    }
}
