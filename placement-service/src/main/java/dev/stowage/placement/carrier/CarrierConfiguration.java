package dev.stowage.placement.carrier;

import dev.stowage.placement.PlacementProperties;
import dev.stowage.placement.access.Identity;
import dev.stowage.placement.registry.Roster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/// Builds what knows of carriers.
@Configuration(proxyBeanMethods = false)
class CarrierConfiguration {

    @Bean
    Carriers carriers(CarrierRepository repository, Roster roster, MeterRegistry meters) {
        Carriers carriers = new Carriers(repository, roster);
        Gauge.builder("stowage.carriers", carriers, Carriers::count)
                .description("Carriers formed")
                .register(meters);
        return carriers;
    }

    @Bean
    Assignments assignments(Carriers carriers, Identity identity, Clock clock) {
        return new Assignments(carriers, identity, clock);
    }

    @Bean
    Octets octets(
            CarrierRepository carriers,
            JdbcOperations database,
            Roster roster,
            Assignments assignments,
            TransactionOperations writing,
            RandomGenerator dice,
            Clock clock,
            PlacementProperties properties) {
        return new Octets(
                carriers,
                new OctetRepository(database),
                roster,
                assignments,
                writing,
                dice,
                clock,
                properties.octetSuppliers(),
                properties.octetPatience());
    }
}
