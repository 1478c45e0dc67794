package dev.stowage.placement.account;

import dev.stowage.placement.PlacementProperties;
import dev.stowage.placement.access.Identity;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.registry.Roster;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/// Builds what knows of accounts.
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    @Bean
    Accounts accounts(AccountRepository repository, Clock clock) {
        return new Accounts(repository, clock);
    }

    @Bean
    BlockNumbers blockNumbers(
            AccountRepository repository, TransactionOperations writing, Clock clock) {
        return new BlockNumbers(repository, writing, clock);
    }

    @Bean
    Reservations reservations(
            AccountRepository repository,
            Carriers carriers,
            Roster roster,
            Identity identity,
            TransactionOperations writing,
            RandomGenerator dice,
            Clock clock,
            PlacementProperties properties,
            MeterRegistry meters) {
        return new Reservations(
                repository,
                new GroupChooser(carriers, roster, dice),
                roster,
                identity,
                writing,
                clock,
                properties.registration(),
                new RateLimit(properties.registrationsPerMinute(), clock),
                meters);
    }
}
