package dev.stowage.placement.replacement;

import dev.stowage.placement.PlacementProperties;
import dev.stowage.placement.account.Claims;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Formers;
import dev.stowage.placement.event.Events;
import dev.stowage.placement.registry.Fired;
import dev.stowage.placement.registry.Roster;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/// Builds what gives carriers to other suppliers.
@Configuration(proxyBeanMethods = false)
class ReplacementConfiguration {

    @Bean
    Replacements replacements(
            Carriers carriers,
            Formers formers,
            Claims claims,
            Roster roster,
            Fired fired,
            Events events,
            TransactionOperations writing,
            RandomGenerator dice,
            MeterRegistry meters) {
        return new Replacements(
                carriers, formers, claims, roster, fired, events, writing, dice, meters);
    }

    @Bean
    Balancing balancing(
            Replacements replacements, Carriers carriers, Formers formers, Roster roster) {
        return new Balancing(replacements, carriers, formers, roster);
    }

    @Bean
    AutomaticReplacement automaticReplacement(
            Replacements replacements,
            Carriers carriers,
            Formers formers,
            Claims claims,
            Roster roster,
            Events events,
            TransactionOperations writing,
            RandomGenerator dice,
            Clock clock,
            PlacementProperties properties) {
        Gone gone = new Gone(roster, clock, properties.offlineAfter());
        return new AutomaticReplacement(
                replacements, carriers, formers, claims, roster, gone, events, writing, dice);
    }
}
