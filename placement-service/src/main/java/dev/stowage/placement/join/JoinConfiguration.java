package dev.stowage.placement.join;

import dev.stowage.placement.PlacementProperties;
import dev.stowage.placement.access.Identity;
import dev.stowage.placement.registry.Revocations;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.ServiceRepository;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/// Builds the joining of services.
@Configuration(proxyBeanMethods = false)
class JoinConfiguration {

    @Bean
    Joining joining(
            JoinCodeRepository codes,
            ServiceRepository services,
            Roster roster,
            Revocations revocations,
            Identity identity,
            TransactionOperations writing,
            SecureRandom random,
            Clock clock,
            PlacementProperties properties) {
        Joining joining =
                new Joining(codes, services, roster, revocations, identity, writing, random, clock);
        String bootstrapCode = properties.bootstrapCode();
        if (bootstrapCode != null) {
            joining.admitBootstrapCode(bootstrapCode, properties.bootstrapUses());
        }
        return joining;
    }
}
