package dev.stowage.placement.closing;

import dev.stowage.placement.access.Identity;
import dev.stowage.placement.account.Accounts;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Builds the keeper of closings.
@Configuration(proxyBeanMethods = false)
class ClosingConfiguration {

    @Bean
    Closings closings(
            JdbcClient client,
            Accounts accounts,
            Identity identity,
            TransactionOperations writing,
            Clock clock) {
        return new Closings(
                new ClosingRepository(client),
                accounts,
                identity,
                writing,
                clock,
                System::nanoTime);
    }
}
