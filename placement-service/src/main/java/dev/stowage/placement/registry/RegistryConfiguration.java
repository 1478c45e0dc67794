package dev.stowage.placement.registry;

import dev.stowage.placement.PlacementProperties;
import dev.stowage.placement.access.Identity;
import dev.stowage.protocol.placement.SupplierState;
import dev.stowage.protocol.placement.VolumeCondition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
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
            JdbcOperations database,
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
                        new Liveness(new LivenessRepository(database), writing, clock.instant()),
                        clock,
                        properties.heartbeatInterval(),
                        new LivenessLimits(properties.offlineAfter(), properties.deadAfter()));
        for (boolean alive : new boolean[] {true, false}) {
            Gauge.builder("stowage.suppliers", roster, r -> count(r, alive))
                    .description("Suppliers that joined")
                    .tag("alive", String.valueOf(alive))
                    .register(meters);
        }
        for (SupplierState state : SupplierState.values()) {
            Gauge.builder(
                            "stowage.suppliers.state",
                            roster,
                            r -> count(r, each -> r.state(each) == state))
                    .description("Suppliers that joined, by what is thought of their lives")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        for (VolumeCondition condition : VolumeCondition.values()) {
            Gauge.builder("stowage.volumes", roster, r -> count(r, condition))
                    .description("Volumes of suppliers, as these said last")
                    .tag("condition", condition.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        Gauge.builder("stowage.suppliers.leaving", roster, r -> count(r, s -> s.leavesAt() != null))
                .description("Suppliers all of whose contracts end")
                .register(meters);
        Gauge.builder("stowage.suppliers.uptime.least", roster, RegistryConfiguration::leastUptime)
                .description("Share of its time in which the worst of the living suppliers lived")
                .register(meters);
        Gauge.builder("stowage.suppliers.hot", roster, r -> count(r, s -> s.load().isHot()))
                .description("Suppliers so busy that new blocks rather go to others")
                .register(meters);
        Gauge.builder("stowage.suppliers.maintained", roster, r -> count(r, r::isMaintained))
                .description("Suppliers that said that they answer nobody for a while")
                .register(meters);
        return roster;
    }

    @Bean
    Fired fired(ServiceRepository services, TransactionOperations writing, Clock clock) {
        return new Fired(services, writing, clock);
    }

    private static double leastUptime(Roster roster) {
        return roster.all().stream()
                .filter(roster::isAlive)
                .mapToDouble(each -> roster.uptime(each).share())
                .min()
                .orElse(1);
    }

    private static long count(Roster roster, boolean alive) {
        return count(roster, each -> roster.isAlive(each) == alive);
    }

    private static long count(Roster roster, Predicate<SupplierStatus> those) {
        return roster.all().stream().filter(those).count();
    }

    private static long count(Roster roster, VolumeCondition condition) {
        return roster.all().stream()
                .flatMap(each -> each.volumes().values().stream())
                .filter(
                        each ->
                                condition == VolumeCondition.SERVING
                                        ? each.isServing()
                                        : each.condition() == condition)
                .count();
    }
}
