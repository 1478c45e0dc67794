package dev.stowage.transfer.supplier;

import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.SupplierApi;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// One client for each supplier, behind its circuit breaker. The least used are forgotten first.
public final class SupplierClients {

    private static final int MOST_KNOWN = 4096;
    private static final Duration SUSPICION = Duration.ofSeconds(5);

    private static final CircuitBreakerConfig BREAKER =
            CircuitBreakerConfig.custom()
                    .slidingWindowType(SlidingWindowType.COUNT_BASED)
                    .slidingWindowSize(10)
                    .minimumNumberOfCalls(5)
                    .failureRateThreshold(50)
                    .waitDurationInOpenState(Duration.ofSeconds(3))
                    .permittedNumberOfCallsInHalfOpenState(2)
                    .maxWaitDurationInHalfOpenState(Duration.ofSeconds(30))
                    .build();

    private final Function<URI, SupplierApi> connect;
    private final MeterRegistry meters;
    private final Clock clock;
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(BREAKER);
    private final Map<SupplierId, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    /// @param connect makes a client of the supplier at a URL, with time-outs
    public SupplierClients(Function<URI, SupplierApi> connect, MeterRegistry meters, Clock clock) {
        this.connect = connect;
        this.meters = meters;
        this.clock = clock;
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
    }

    /// A client of a supplier; calls fail at once while its breaker is open.
    public SupplierApi client(SupplierId supplier, String url) {
        return known(supplier, url).client;
    }

    /// A client of the supplier that serves a carrier.
    public SupplierApi client(ServedCarrier carrier) {
        return client(carrier.supplier(), carrier.url());
    }

    /// A call to this supplier was given up because others were done long before: that counts as a
    /// failure.
    public void gaveUpOn(SupplierId supplier, Duration waited) {
        breakers.circuitBreaker(supplier.toString())
                .onError(
                        waited.toNanos(),
                        TimeUnit.NANOSECONDS,
                        new TimeoutException("given up after " + waited));
        suspect(supplier);
    }

    /// This supplier is slower than others: for some seconds nobody relies on it alone.
    public synchronized void suspect(SupplierId supplier) {
        Known entry = known.get(supplier);
        if (entry != null) {
            known.put(
                    supplier,
                    new Known(
                            entry.url, entry.client, entry.load, clock.instant().plus(SUSPICION)));
        }
    }

    /// How long one more read from this supplier would probably take, by what is in flight and how
    /// long others took; 0 for one that was never read from.
    public synchronized Duration expectedWait(SupplierId supplier) {
        Known entry = known.get(supplier);
        return entry == null ? Duration.ZERO : Duration.ofNanos(entry.load.expectedNanos());
    }

    /// Whether this supplier was slow a short while ago or its breaker is open.
    public synchronized boolean isSuspect(SupplierId supplier) {
        Known entry = known.get(supplier);
        return entry != null
                && (clock.instant().isBefore(entry.suspectUntil)
                        || breakers.circuitBreaker(supplier.toString()).getState()
                                == CircuitBreaker.State.OPEN);
    }

    private synchronized Known known(SupplierId supplier, String url) {
        Known entry = known.get(supplier);
        if (entry != null && entry.url.equals(url)) {
            return entry;
        }
        CircuitBreaker breaker = breakers.circuitBreaker(supplier.toString());
        if (entry != null) {
            breaker.reset();
        }
        SupplierLoad load = new SupplierLoad();
        SupplierApi client =
                new GuardedSupplier(
                        connect.apply(URI.create(url)), breaker, load, supplier, meters);
        Known made = new Known(url, client, load, Instant.MIN);
        known.put(supplier, made);
        if (known.size() > MOST_KNOWN) {
            SupplierId leastUsed = known.keySet().iterator().next();
            known.remove(leastUsed);
            breakers.remove(leastUsed.toString());
        }
        return made;
    }

    private record Known(String url, SupplierApi client, SupplierLoad load, Instant suspectUntil) {}
}
