package dev.stowage.placement.override;

import dev.stowage.placement.account.FurtherLayouts;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.event.Events;
import dev.stowage.placement.registry.Fired;
import dev.stowage.placement.registry.Roster;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Builds what knows of overrides.
@Configuration(proxyBeanMethods = false)
class OverrideConfiguration {

    @Bean
    Holders holders(
            JdbcClient client,
            Carriers carriers,
            Roster roster,
            Fired fired,
            Events events,
            FurtherLayouts layouts,
            RandomGenerator dice,
            Clock clock) {
        return new Holders(
                new OverrideRepository(client),
                carriers,
                roster,
                fired,
                events,
                layouts,
                dice,
                clock);
    }
}
