package dev.stowage.placement.rebuild;

import dev.stowage.placement.PlacementProperties;
import dev.stowage.placement.access.Identity;
import dev.stowage.placement.account.Accounts;
import dev.stowage.placement.account.BlockNumbers;
import dev.stowage.placement.account.Claims;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Formers;
import dev.stowage.placement.event.Events;
import dev.stowage.placement.override.Holders;
import dev.stowage.placement.registry.Revocations;
import dev.stowage.placement.registry.Roster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Builds what lets lost records be made again.
@Configuration(proxyBeanMethods = false)
class RebuildConfiguration {

    @Bean
    RebuildRepository rebuildRepository(JdbcClient client, MeterRegistry meters) {
        RebuildRepository repository = new RebuildRepository(client);
        Gauge.builder("stowage.rebuilds.open", repository, RebuildRepository::open)
                .description("Rebuilds that are to be done")
                .register(meters);
        return repository;
    }

    @Bean
    WantedRebuilds wantedRebuilds(
            RebuildRepository repository,
            TransactionOperations writing,
            SecureRandom random,
            Clock clock) {
        return new WantedRebuilds(repository, writing, random, clock);
    }

    @Bean
    Rebuilds rebuilds(
            WantedRebuilds wanted,
            Accounts accounts,
            BlockNumbers blockNumbers,
            Claims claims,
            Carriers carriers,
            Formers formers,
            Holders holders,
            Roster roster,
            Events events,
            TransactionOperations writing,
            Clock clock) {
        return new Rebuilds(
                wanted,
                accounts,
                blockNumbers,
                claims,
                carriers,
                formers,
                holders,
                roster,
                events,
                writing,
                clock);
    }

    @Bean
    RebuildLeasing rebuildLeasing(
            RebuildRepository repository,
            WantedRebuilds wanted,
            Identity identity,
            Revocations revocations,
            SecureRandom random,
            Accounts accounts,
            Claims claims,
            Formers formers,
            Holders holders,
            Roster roster,
            Events events,
            Clock clock,
            PlacementProperties properties) {
        return new RebuildLeasing(
                repository,
                wanted,
                new RebuildOrders(identity, revocations::requireNot, random, clock),
                accounts,
                claims,
                formers,
                holders,
                roster,
                events,
                properties.rebuildLease(),
                clock);
    }
}
