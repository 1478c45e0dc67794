package dev.stowage.placement.exposure;

import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.head.HeadLayoutRepository;
import dev.stowage.placement.registry.Roster;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds what counts exposure.
@Configuration(proxyBeanMethods = false)
class ExposureConfiguration {

    @Bean
    Exposure exposure(HeadLayoutRepository heads, Carriers carriers, Roster roster, Clock clock) {
        return new Exposure(heads, carriers, roster, clock);
    }
}
