package dev.stowage.placement.head;

import dev.stowage.placement.access.Identity;
import dev.stowage.placement.account.Accounts;
import dev.stowage.placement.account.BlockNumbers;
import dev.stowage.placement.account.Successions;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.closing.Closings;
import dev.stowage.placement.override.Holders;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Builds the keeper of heads.
@Configuration(proxyBeanMethods = false)
class HeadConfiguration {

    @Bean
    HeadLayoutRepository headLayoutRepository(JdbcClient client) {
        return new HeadLayoutRepository(client);
    }

    @Bean
    Heads heads(
            HeadRepository repository,
            Accounts accounts,
            Successions successions,
            Closings closings,
            BlockNumbers blockNumbers,
            Carriers carriers,
            Holders holders,
            Identity identity,
            TransactionOperations writing,
            MeterRegistry meters) {
        return new Heads(
                repository,
                accounts,
                successions,
                closings,
                blockNumbers,
                carriers,
                holders,
                identity,
                writing,
                meters);
    }
}
