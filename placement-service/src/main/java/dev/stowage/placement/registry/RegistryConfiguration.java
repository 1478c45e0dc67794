package dev.stowage.placement.registry;

import dev.stowage.placement.PlacementProperties;
import dev.stowage.placement.access.Identity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/// Builds the registry.
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

    @Bean
    Revocations revocations(
            RevocationRepository repository,
            TransactionOperations writing,
            Identity identity,
            Clock clock) {
        return new Revocations(repository, writing, list -> list.sign(identity.key()), clock);
    }

    @Bean
    Roster roster(
            ServiceRepository services,
            VolumeRepository volumes,
            Revocations revocations,
            TransactionOperations writing,
            Clock clock,
            PlacementProperties properties,
            MeterRegistry meters) {
        Roster roster =
                new Roster(
                        services,
                        volumes,
                        revocations,
                        writing,
                        clock,
                        properties.heartbeatInterval());
        for (boolean alive : new boolean[] {true, false}) {
            Gauge.builder("stowage.suppliers", roster, r -> count(r, alive))
                    .description("Suppliers that joined")
                    .tag("alive", String.valueOf(alive))
                    .register(meters);
        }
        return roster;
    }

    private static long count(Roster roster, boolean alive) {
        return roster.all().stream().filter(each -> roster.isAlive(each) == alive).count();
    }
}
