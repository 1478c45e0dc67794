package dev.stowage.placement.concern;

import dev.stowage.placement.account.Accounts;
import dev.stowage.placement.account.Claims;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Formers;
import dev.stowage.placement.event.Events;
import dev.stowage.placement.rebuild.RebuildLeasing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds what tells accounts of themselves.
@Configuration(proxyBeanMethods = false)
class ConcernConfiguration {

    @Bean
    Concerns concerns(
            Events events,
            RebuildLeasing rebuilds,
            Accounts accounts,
            Claims claims,
            Carriers carriers,
            Formers formers) {
        return new Concerns(events, rebuilds, accounts, claims, carriers, formers);
    }
}
