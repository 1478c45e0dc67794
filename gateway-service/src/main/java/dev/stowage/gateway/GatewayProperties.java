package dev.stowage.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the gateway; one that is not known stops the start.
///
/// @param customers base URLs of customer-services; each host name stands for all of its addresses
/// @param silence how long a customer-service may say nothing before a call fails
/// @param maxRequests requests served at once, 1 or more; beyond: `busy`
/// @param registrationsPerMinute accounts that one client address (of IPv6: one /64) may open in a
///   minute
/// @param maxStreams streams of events that are open at once, 1 or more; beyond: `busy`
/// @param eventInterval between two looks for what happened, of each stream; 100 ms … 1 minute
/// @param proxies addresses and networks of proxies before this gateway: they alone are believed
///   when they say, by `X-Forwarded-For`, for which client they ask
@ConfigurationProperties(prefix = "stowage.gateway", ignoreUnknownFields = false)
public record GatewayProperties(
        @DefaultValue("http://127.0.0.1:8081") List<URI> customers,
        @DefaultValue("2m") Duration silence,
        @DefaultValue("512") int maxRequests,
        @DefaultValue("30") int registrationsPerMinute,
        @DefaultValue("128") int maxStreams,
        @DefaultValue("3s") Duration eventInterval,
        @DefaultValue List<String> proxies) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

    public GatewayProperties {
        customers = List.copyOf(customers);
        proxies = List.copyOf(proxies);
        if (customers.isEmpty()) {
            throw new IllegalArgumentException(
                    "stowage.gateway.customers must name at least one customer-service");
        }
        if (maxRequests < 1 || registrationsPerMinute < 1 || maxStreams < 1) {
            throw new IllegalArgumentException(
                    "max-requests, registrations-per-minute and max-streams must be 1 or more, got %d, %d and %d"
                            .formatted(maxRequests, registrationsPerMinute, maxStreams));
        }
        if (eventInterval.compareTo(SHORTEST_INTERVAL) < 0
                || eventInterval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException(
                    "event-interval is %d … %d ms, got %d"
                            .formatted(
                                    SHORTEST_INTERVAL.toMillis(),
                                    LONGEST_INTERVAL.toMillis(),
                                    eventInterval.toMillis()));
        }
    }
}
