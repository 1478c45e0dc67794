package dev.stowage.gateway.customer;

import dev.stowage.protocol.customer.StowageApi;
import dev.stowage.protocol.customer.WatchApi;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.wire.ApiClients;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The customer-services behind this door, and which of them to ask first.
///
/// Any of them serves any account; one that has an account open already is quicker, so that each
/// account prefers one by rendezvous hashing (Thaler and Ravishankar, 1996). One that does not
/// answer is passed over: its circuit breaker is open, or the call had not begun.
public final class CustomerReplicas {

    private final ReplicaAddresses addresses;
    private final ApiClients clients;
    private final CircuitBreakerRegistry breakers;
    private final Map<URI, ReplicaClient> replicas = new ConcurrentHashMap<>();

    public CustomerReplicas(
            List<URI> customers, ApiClients clients, CircuitBreakerRegistry breakers, Clock clock) {
        this.addresses = new ReplicaAddresses(customers, clock);
        this.clients = clients;
        this.breakers = breakers;
    }

    /// Breakers that open when a customer-service is away, whatever its answers are.
    public static CircuitBreakerRegistry newBreakers() {
        return CircuitBreakerRegistry.of(
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(5)
                        .waitDurationInOpenState(Duration.ofSeconds(2))
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .recordException(CustomerReplicas::isAway)
                        .build());
    }

    /// Asks the preferred customer-service, or the next one if it is away.
    ///
    /// @param authorization of the request: names the account
    public <T> T ask(@Nullable String authorization, Function<StowageApi, T> call) {
        return relay(authorization, replica -> call.apply(replica.api()));
    }

    /// As [#ask], for calls that need an account.
    ///
    /// @throws Fault `unauthenticated` if the request names none
    public <T> T askFor(@Nullable String authorization, BiFunction<StowageApi, String, T> call) {
        String known = required(authorization);
        return ask(known, api -> call.apply(api, known));
    }

    /// As [#askFor], for what befalls the account.
    ///
    /// @throws Fault `unauthenticated` if the request names none
    public <T> T askWatch(@Nullable String authorization, BiFunction<WatchApi, String, T> call) {
        String known = required(authorization);
        return relay(known, replica -> call.apply(replica.watch(), known));
    }

    private static String required(@Nullable String authorization) {
        if (authorization == null) {
            throw new Fault(
                    FaultCode.UNAUTHENTICATED,
                    "send Authorization: Bearer with a session's token, or Basic with account and password");
        }
        return authorization;
    }

    /// Relays a call whose bodies are streamed; the next customer-service is tried only for as long
    /// as nothing of the request was sent.
    <T> T relay(@Nullable String authorization, Function<ReplicaClient, T> call) {
        Fault away = new Fault(FaultCode.SERVICE_AWAY, "no customer-service answers; try again");
        for (ReplicaClient replica : preferred(RequestAccount.of(authorization))) {
            try {
                return replica.breaker().executeSupplier(() -> call.apply(replica));
            } catch (CallNotPermittedException open) {
                away.addSuppressed(open);
            } catch (Fault fault) {
                if (!isAway(fault) || fault.getCause() instanceof BodyTouched) {
                    throw fault;
                }
                away.addSuppressed(fault);
            }
        }
        throw away;
    }

    private List<ReplicaClient> preferred(String account) {
        return addresses.now().stream()
                .sorted(Comparator.comparingLong(base -> weight(account, base)))
                .map(base -> replicas.computeIfAbsent(base, this::newReplica))
                .toList();
    }

    private static long weight(String account, URI base) {
        long hash = 31L * account.hashCode() + base.hashCode();
        // the finalizer of SplitMix64, so that neighbouring accounts fall far apart
        hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
        return hash ^ hash >>> 31;
    }

    private ReplicaClient newReplica(URI base) {
        return new ReplicaClient(
                base,
                clients.client(StowageApi.class, base, FaultCode.SERVICE_AWAY),
                clients.client(WatchApi.class, base, FaultCode.SERVICE_AWAY),
                clients.restClient(base, FaultCode.SERVICE_AWAY),
                breakers.circuitBreaker("customer-" + base.getHost() + "-" + base.getPort()));
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof Fault fault && fault.code() == FaultCode.SERVICE_AWAY;
    }
}
