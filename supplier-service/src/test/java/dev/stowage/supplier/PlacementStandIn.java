package dev.stowage.supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.HeartbeatAnswer;
import dev.stowage.protocol.placement.JoinRequest;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.CarrierAssignments;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.protocol.token.ServiceCertificate;
import dev.stowage.protocol.token.ServiceToken;
import dev.stowage.protocol.wire.StowageJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/// Placement as suppliers see it: it takes everybody in who knows the join code, gives the n-th
/// supplier carrier n-1, and signs as the real one does.
public final class PlacementStandIn implements AutoCloseable {

    public static final String JOIN_CODE = "stand-in-code";
    public static final Duration INTERVAL = Duration.ofMillis(100);

    private final SigningKey key = new SampleAccount(999_999).key();
    private final Clock clock = Clock.systemUTC();
    private final JsonMapper json = JsonMapper.builder().addModule(new StowageJson()).build();
    private final Map<VerifyingKey, Member> members = new ConcurrentHashMap<>();
    private final AtomicInteger generation = new AtomicInteger(1);
    private final HttpServer server;

    /// A supplier that joined.
    public record Member(SupplierId id, VerifyingKey key, CarrierId carrier, UUID volume) {}

    private final Map<SupplierId, String> urls = new ConcurrentHashMap<>();
    private volatile AccountNumber owner = new AccountNumber(4711);

    public PlacementStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/placement/v1/services", this::join);
        server.createContext("/placement/v1/heartbeats", this::heartbeat);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public SigningKey key() {
        return key;
    }

    /// The account to which all suppliers belong.
    public AccountNumber owner() {
        return owner;
    }

    /// The member whose carrier this is.
    public Member serving(int carrier) {
        return members.values().stream()
                .filter(member -> member.carrier.value() == carrier)
                .findFirst()
                .orElseThrow();
    }

    /// Where the supplier that serves a carrier answers.
    public URI urlOf(int carrier) {
        return URI.create(urls.get(serving(carrier).id));
    }

    public int members() {
        return urls.size();
    }

    /// Gives every carrier to its volume anew, in the next generation.
    public void changeGeneration() {
        generation.incrementAndGet();
    }

    public AssignedCarrier assigned(int carrier) {
        Member member = serving(carrier);
        return new AssignedCarrier(member.carrier, generation.get(), member.volume);
    }

    /// An order for the supplier of a carrier.
    public ContractOrder order(SampleAccount account, int carrier, long quota) {
        return new ContractOrder(
                account.number(),
                account.key().verifyingKey(),
                serving(carrier).id,
                quota,
                List.of(assigned(carrier)),
                clock.instant().plus(Duration.ofMinutes(10)));
    }

    /// The `Authorization` of a service that joined in a role.
    public String bearerOf(SigningKey service, ServiceRole role, SupplierId audience) {
        Instant expiry = clock.instant().plus(Duration.ofMinutes(5));
        String certificate =
                new ServiceCertificate(
                                new UUID(1, 2),
                                role,
                                service.verifyingKey(),
                                clock.instant().plus(Duration.ofDays(1)))
                        .sign(key);
        return "Bearer " + ServiceToken.sign(certificate, audience.toString(), expiry, service);
    }

    private void join(HttpExchange exchange) {
        JoinRequest request = read(exchange, JoinRequest.class);
        if (!request.joinCode().equals(JOIN_CODE)) {
            answer(exchange, 403, Map.of("code", "join-code-refused", "detail", "unknown code"));
            return;
        }
        Member member;
        synchronized (this) {
            member =
                    members.computeIfAbsent(
                            request.key(),
                            joining ->
                                    new Member(
                                            new SupplierId(UUID.randomUUID()),
                                            joining,
                                            new CarrierId(members.size()),
                                            request.volumes().getFirst().volume()));
        }
        String certificate =
                new ServiceCertificate(
                                member.id.value(),
                                ServiceRole.SUPPLIER,
                                member.key,
                                clock.instant().plus(Duration.ofDays(1)))
                        .sign(key);
        answer(
                exchange,
                200,
                new Joined(member.id.value(), certificate, key.verifyingKey(), owner, "zone-1"));
    }

    private void heartbeat(HttpExchange exchange) {
        String token =
                exchange.getRequestHeaders()
                        .getFirst("Authorization")
                        .substring("Bearer ".length());
        ServiceCertificate sender =
                ServiceToken.verify(token, key.verifyingKey(), AccountToken.PLACEMENT, clock);
        Member member = members.get(sender.key());
        Heartbeat heartbeat = read(exchange, Heartbeat.class);
        String assignments =
                new CarrierAssignments(
                                member.id,
                                List.of(
                                        new AssignedCarrier(
                                                member.carrier, generation.get(), member.volume)),
                                clock.instant().plus(Duration.ofMinutes(5)))
                        .sign(key);
        urls.put(member.id, heartbeat.url());
        answer(exchange, 200, new HeartbeatAnswer(assignments, INTERVAL.toMillis()));
    }

    private <T> T read(HttpExchange exchange, Class<T> type) {
        return json.readValue(exchange.getRequestBody(), type);
    }

    private void answer(HttpExchange exchange, int status, Object body) {
        byte[] bytes = json.writeValueAsBytes(body);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
