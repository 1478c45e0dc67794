package dev.stowage.gateway.event;

import dev.stowage.gateway.GatewayProperties;
import dev.stowage.gateway.customer.CustomerReplicas;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/// Builds what streams events.
@Configuration(proxyBeanMethods = false)
class EventConfiguration {

    @Bean
    OpenStreams openStreams(GatewayProperties properties, MeterRegistry meters) {
        return new OpenStreams(properties.maxStreams(), meters);
    }

    @Bean
    EventStreams eventStreams(
            CustomerReplicas customers,
            OpenStreams open,
            GatewayProperties properties,
            Clock clock) {
        return new EventStreams(customers, open, properties.eventInterval(), clock);
    }

    /// Before the server waits for the requests that it serves.
    @Bean
    ApplicationListener<ContextClosedEvent> endOfStreams(OpenStreams open) {
        return _ -> open.close();
    }
}
