package dev.stowage.placement.audit;

import dev.stowage.placement.PlacementProperties;
import dev.stowage.placement.access.Identity;
import dev.stowage.placement.account.Accounts;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.finding.Findings;
import dev.stowage.placement.finding.ToldMissing;
import dev.stowage.placement.head.HeadLayoutRepository;
import dev.stowage.placement.rebuild.RebuildOrders;
import dev.stowage.placement.rebuild.Rebuilds;
import dev.stowage.placement.registry.Revocations;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.score.Scores;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds what gives out audits.
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    /// @param random nobody shall foresee whom he will audit, or who him
    @Bean
    AuditChooser auditChooser(
            HeadLayoutRepository heads,
            Accounts accounts,
            Carriers carriers,
            Roster roster,
            Identity identity,
            Revocations revocations,
            SecureRandom random,
            Clock clock) {
        return new AuditChooser(
                heads,
                accounts,
                carriers,
                roster,
                new RebuildOrders(identity, revocations::requireNot, random, clock),
                random);
    }

    @Bean
    Audits audits(
            AuditChooser chooser,
            Findings findings,
            ToldMissing told,
            Rebuilds rebuilds,
            Scores scores,
            Clock clock,
            PlacementProperties properties,
            MeterRegistry meters) {
        return new Audits(
                chooser,
                findings,
                told,
                rebuilds,
                scores,
                clock,
                properties.auditInterval(),
                meters);
    }
}
