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
/// @param proxies addresses and networks of proxies before this gateway: they alone are believed
///   when they say, by `X-Forwarded-For`, for which client they ask
@ConfigurationProperties(prefix = "stowage.gateway", ignoreUnknownFields = false)
public record GatewayProperties(
        @DefaultValue("http://127.0.0.1:8081") List<URI> customers,
        @DefaultValue("2m") Duration silence,
        @DefaultValue("512") int maxRequests,
        @DefaultValue("30") int registrationsPerMinute,
        @DefaultValue List<String> proxies) {

    public GatewayProperties {
        customers = List.copyOf(customers);
        proxies = List.copyOf(proxies);
        if (customers.isEmpty()) {
            throw new IllegalArgumentException(
                    "stowage.gateway.customers must name at least one customer-service");
        }
        if (maxRequests < 1 || registrationsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "max-requests and registrations-per-minute must be 1 or more, got %d and %d"
                            .formatted(maxRequests, registrationsPerMinute));
        }
    }
}
