package dev.stowage.gateway.customer;

import dev.stowage.protocol.customer.StowageApi;
import dev.stowage.protocol.customer.WatchApi;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import org.springframework.web.client.RestClient;

/// One customer-service.
///
/// @param bodies for calls whose bodies are streamed
record ReplicaClient(
        URI base, StowageApi api, WatchApi watch, RestClient bodies, CircuitBreaker breaker) {}
