package dev.stowage.placement;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.AuditsApi;
import dev.stowage.protocol.placement.ConcernApi;
import dev.stowage.protocol.placement.EventsApi;
import dev.stowage.protocol.placement.ExposureApi;
import dev.stowage.protocol.placement.InvitationsApi;
import dev.stowage.protocol.placement.JoinRequest;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.placement.ReplacementsApi;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.ServicesApi;
import dev.stowage.protocol.placement.SuppliersApi;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.ServiceToken;
import dev.stowage.protocol.wire.ApiClients;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// A placement that runs, over HTTP, with suppliers that only send heartbeats.
final class House implements AutoCloseable {

    static final String BOOTSTRAP_CODE = "a code for everybody";

    private static final SecureRandom RANDOM = new SecureRandom();

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ApiClients clients = new ApiClients(PATIENCE, ObservationRegistry.NOOP);
    private final ConfigurableApplicationContext context;
    private final Path data;
    private final Clock clock;
    private final PlacementApi api;
    private final SigningKey customerKey = SigningKey.random(RANDOM);
    private final Joined customer;
    private final List<FakeSupplier> suppliers = new ArrayList<>();

    private House(Path data, Map<String, Object> properties, Clock clock) {
        this.data = data;
        this.clock = clock;
        Map<String, Object> all = new HashMap<>();
        all.put("server.port", 0);
        all.put("server.address", "127.0.0.1");
        all.put("stowage.placement.data", data);
        all.put("stowage.placement.bootstrap-code", BOOTSTRAP_CODE);
        all.put("stowage.placement.registrations-per-minute", 10_000);
        all.put("stowage.placement.heartbeat-interval", "1m");
        all.putAll(properties);
        this.context =
                PlacementApplication.builder()
                        .initializers(house -> withClock((GenericApplicationContext) house, clock))
                        .run(PlacementApplication.arguments(all));
        this.api = clients.client(PlacementApi.class, uri(), FaultCode.PLACEMENT_AWAY);
        this.customer = join(customerKey, ServiceRole.CUSTOMER, BOOTSTRAP_CODE);
    }

    private static void withClock(GenericApplicationContext context, Clock clock) {
        context.registerBean(Clock.class, () -> clock);
    }

    static House open(Path data) {
        return open(data, Map.of(), Clock.systemUTC());
    }

    static House open(Path data, Map<String, Object> properties, Clock clock) {
        return new House(data, properties, clock);
    }

    PlacementApi api() {
        return api;
    }

    ServicesApi servicesApi() {
        return clients.client(ServicesApi.class, uri(), FaultCode.PLACEMENT_AWAY);
    }

    InvitationsApi invitationsApi() {
        return clients.client(InvitationsApi.class, uri(), FaultCode.PLACEMENT_AWAY);
    }

    ReplacementsApi replacementsApi() {
        return clients.client(ReplacementsApi.class, uri(), FaultCode.PLACEMENT_AWAY);
    }

    RebuildsApi rebuildsApi() {
        return clients.client(RebuildsApi.class, uri(), FaultCode.PLACEMENT_AWAY);
    }

    EventsApi eventsApi() {
        return clients.client(EventsApi.class, uri(), FaultCode.PLACEMENT_AWAY);
    }

    ConcernApi concernApi() {
        return clients.client(ConcernApi.class, uri(), FaultCode.PLACEMENT_AWAY);
    }

    AuditsApi auditsApi() {
        return clients.client(AuditsApi.class, uri(), FaultCode.PLACEMENT_AWAY);
    }

    ExposureApi exposureApi() {
        return clients.client(ExposureApi.class, uri(), FaultCode.PLACEMENT_AWAY);
    }

    SuppliersApi suppliersApi() {
        return clients.client(SuppliersApi.class, uri(), FaultCode.PLACEMENT_AWAY);
    }

    URI uri() {
        return URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String operator() throws IOException {
        return "Bearer " + Files.readString(data.resolve("operator-token")).strip();
    }

    Joined join(SigningKey key, ServiceRole role, String code) {
        return api.join(joinRequest(key, role, code));
    }

    static JoinRequest joinRequest(SigningKey key, ServiceRole role, String code) {
        byte[] message = ("stowage join 1" + code).getBytes(StandardCharsets.UTF_8);
        String proof =
                Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(message).toBytes());
        return new JoinRequest(code, role, key.verifyingKey(), proof, List.of());
    }

    /// What a customer-service brings.
    String customer() {
        return serviceToken(customer, customerKey, now());
    }

    /// By the clock of this placement.
    Instant now() {
        return clock.instant();
    }

    Joined joinedCustomer() {
        return customer;
    }

    static String serviceToken(Joined joined, SigningKey key) {
        return serviceToken(joined, key, Instant.now());
    }

    static String serviceToken(Joined joined, SigningKey key, Instant now) {
        return "Bearer "
                + ServiceToken.sign(
                        joined.certificate(), AccountToken.PLACEMENT, now.plusSeconds(60), key);
    }

    static SigningKey newKey() {
        return SigningKey.random(RANDOM);
    }

    List<FakeSupplier> joinSuppliers(int count, int carriersEach) {
        for (int i = 0; i < count; i++) {
            FakeSupplier supplier = new FakeSupplier(this, carriersEach);
            supplier.beat();
            suppliers.add(supplier);
        }
        return suppliers;
    }

    List<FakeSupplier> suppliers() {
        return suppliers;
    }

    List<ServedCarrier> carriers(int count) {
        return Objects.requireNonNull(
                api.carriers(customer(), new CarrierId(0), count, null).carriers());
    }

    void awaitCarriers(int count) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (carriers(count).size() < count) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(
                        "only %s of %d carriers".formatted(carriers(count), count));
            }
        }
    }

    @Override
    public void close() {
        context.close();
        clients.close();
    }
}
