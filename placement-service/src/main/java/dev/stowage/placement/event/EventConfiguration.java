package dev.stowage.placement.event;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Builds what keeps events.
@Configuration(proxyBeanMethods = false)
class EventConfiguration {

    private static final int MOST = 262_144;
    private static final int LOOKED_AT = 2048;

    @Bean
    Events events(JdbcClient client, Clock clock) {
        return new Events(new EventRepository(client), clock, MOST, LOOKED_AT);
    }
}
