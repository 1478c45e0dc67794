package dev.stowage.placement.carrier;

import dev.stowage.placement.PlacementProperties;
import dev.stowage.placement.access.Identity;
import dev.stowage.placement.registry.Fired;
import dev.stowage.placement.registry.Roster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Builds what knows of carriers.
@Configuration(proxyBeanMethods = false)
class CarrierConfiguration {

    @Bean
    ServingRevision servingRevision(Roster roster, RandomGenerator dice, Clock clock) {
        return new ServingRevision(roster, dice, clock);
    }

    @Bean
    FormerRepository formerRepository(JdbcClient client) {
        return new FormerRepository(client);
    }

    @Bean
    Formers formers(
            FormerRepository repository,
            Roster roster,
            ServingRevision revision,
            Clock clock,
            MeterRegistry meters) {
        Formers formers = new Formers(repository, roster, revision, clock);
        Gauge.builder("stowage.carriers.replaced", formers, Formers::count)
                .description("Carriers that were replaced, whose records are not all rebuilt yet")
                .register(meters);
        return formers;
    }

    @Bean
    Carriers carriers(
            CarrierRepository repository,
            FormerRepository formers,
            Roster roster,
            ServingRevision revision,
            MeterRegistry meters) {
        Carriers carriers = new Carriers(repository, formers, roster, revision);
        Gauge.builder("stowage.carriers", carriers, Carriers::count)
                .description("Carriers formed")
                .register(meters);
        return carriers;
    }

    @Bean
    Assignments assignments(
            Carriers carriers, Identity identity, ServingRevision revision, Clock clock) {
        return new Assignments(carriers, identity, revision, clock);
    }

    @Bean
    Handovers handovers(
            CarrierRepository carriers,
            FormerRepository formers,
            Roster roster,
            ServingRevision revision,
            TransactionOperations writing) {
        return new Handovers(carriers, formers, roster, revision, writing);
    }

    @Bean
    Octets octets(
            CarrierRepository carriers,
            JdbcOperations database,
            Roster roster,
            Fired fired,
            ServingRevision revision,
            TransactionOperations writing,
            RandomGenerator dice,
            Clock clock,
            PlacementProperties properties) {
        return new Octets(
                carriers,
                new OctetRepository(database),
                roster,
                fired,
                revision,
                writing,
                dice,
                clock,
                properties.octetSuppliers(),
                properties.octetPatience());
    }
}
