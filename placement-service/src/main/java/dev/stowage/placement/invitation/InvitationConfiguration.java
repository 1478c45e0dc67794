package dev.stowage.placement.invitation;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/// Builds what knows of invitations.
@Configuration(proxyBeanMethods = false)
class InvitationConfiguration {

    @Bean
    Invitations invitations(
            InvitationRepository repository,
            TransactionOperations writing,
            SecureRandom random,
            Clock clock) {
        return new Invitations(repository, writing, random, clock);
    }
}
