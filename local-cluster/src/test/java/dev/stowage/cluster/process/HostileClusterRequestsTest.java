package dev.stowage.cluster.process;

import static dev.stowage.cluster.process.Visitor.PASSWORD;
import static dev.stowage.cluster.process.Visitor.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.customer.ClosingRequest;
import dev.stowage.protocol.customer.PasswordChange;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.customer.ReplaceRequest;
import dev.stowage.protocol.customer.RotationRequest;
import dev.stowage.protocol.customer.SessionRequest;
import dev.stowage.protocol.customer.StowageApi;
import dev.stowage.protocol.customer.WatchApi;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.verification.endpoint.EndpointTrial;
import dev.stowage.verification.endpoint.Request;
import dev.stowage.verification.endpoint.RequestCapture;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every endpoint of the gateway, and of the customer-service behind it, and requests that nobody
/// of ours made, over plain sockets.
class HostileClusterRequestsTest {

    private static final String FILE = "/v1/files/a/file";
    private static final String VERSION = "?version=00112233-4455-6677-8899-aabbccddeeff";
    private static final int SEEDS = Integer.getInteger("stowage.seeds", 40);

    @TempDir Path data;

    @Test
    void noneBreaksTheClusterAndEachIsAnsweredWithACode() throws Exception {
        List<String> failures = new ArrayList<>();
        try (LocalCluster cluster = LocalCluster.start(ClusterSettings.of(data, 0));
                Visitor bystander = new Visitor(cluster.gateway(), 100_000_000);
                Visitor victim = new Visitor(cluster.gateway(), 100_000_000)) {
            bystander.put("known", random(70_000));
            victim.put("a/file", random(70_000));
            EndpointTrial trial = new EndpointTrial(cluster.gateway(), FaultCode.answers());

            for (Request request : requests(victim)) {
                failures.addAll(trial.run(request, 0, SEEDS));
            }

            assertThat(failures).isEmpty();
            assertThat(bystander.get("known").body()).isEqualTo(random(70_000));
            assertThat(bystander.put("next", random(70_000)).statusCode()).isEqualTo(201);
        }
    }

    private static List<Request> requests(Visitor victim) throws Exception {
        List<Request> requests = new ArrayList<>(fileRequests(victim.credentials()));
        ApiClients clients = new ApiClients(Duration.ofSeconds(5), ObservationRegistry.NOOP);
        try (clients;
                RequestCapture capture = new RequestCapture()) {
            StowageApi client =
                    clients.client(StowageApi.class, capture.uri(), FaultCode.SERVICE_AWAY);
            requests.addAll(capture.ofAll(StowageApi.class, client, calls(victim)).values());
            WatchApi watch = clients.client(WatchApi.class, capture.uri(), FaultCode.SERVICE_AWAY);
            requests.addAll(
                    capture.ofAll(
                                    WatchApi.class,
                                    watch,
                                    List.of(
                                            api -> api.events(victim.credentials(), 1L, 10),
                                            api -> api.rebuilds(victim.credentials(), 1L, 10)))
                            .values());
        }
        return requests;
    }

    private static List<Consumer<StowageApi>> calls(Visitor victim) {
        String credentials = victim.credentials();
        AccountNumber account = new AccountNumber(victim.account());
        return List.of(
                api ->
                        api.register(
                                new RegisterRequest(
                                        PASSWORD, 1 << 20, 4, 0, "rs", 65536, 1 << 20, true,
                                        "invited")),
                api -> api.openSession(new SessionRequest(account, PASSWORD)),
                api -> api.sessions(credentials),
                api -> api.endSession(credentials, new UUID(1, 2)),
                api -> api.endSessions(credentials, true),
                api -> api.account(credentials),
                api ->
                        api.changePassword(
                                credentials, new PasswordChange(PASSWORD, PASSWORD + " again")),
                api -> api.rotate(credentials, new RotationRequest(PASSWORD, PASSWORD + " anew")),
                api -> api.close(credentials, new ClosingRequest(PASSWORD, 1_000_000L)),
                api -> api.keep(credentials),
                api -> api.suppliers(credentials),
                api -> api.candidates(credentials, 1),
                api ->
                        api.replace(
                                credentials, 1, new ReplaceRequest(new SupplierId(new UUID(1, 2)))),
                api -> api.space(credentials),
                api -> api.list(credentials, "a", "b", 10, true),
                api -> api.health(credentials, "a/file"),
                api -> api.blocks(credentials, "a/file"),
                api -> api.versions(credentials, "a/file"));
    }

    private static List<Request> fileRequests(String credentials) {
        List<String> headers =
                List.of(
                        "Host: localhost",
                        "Authorization: " + credentials,
                        "Content-Type: application/octet-stream",
                        "Repr-Digest: sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
                        "If-Match: \"nothing\"",
                        "Range: bytes=10-20",
                        "Expect: 100-continue");
        return List.of(
                new Request("PUT", FILE + "?suppliers=4&level=0", headers, "x".repeat(3_000)),
                new Request("GET", FILE, headers, ""),
                new Request("HEAD", FILE, headers, ""),
                new Request("GET", "/v1/folders/a?limit=10&recursive=true", headers, ""),
                new Request("GET", "/v1/health/a/file", headers, ""),
                // whoever is let in listens for ever
                new Request(
                        "GET",
                        "/v1/events?after=1",
                        List.of(
                                "Host: localhost",
                                "Authorization: Bearer s1.1.AAAA",
                                "Accept: text/event-stream",
                                "Last-Event-ID: 7"),
                        ""),
                new Request("GET", "/v1/blocks/a/file", headers, ""),
                new Request("GET", "/v1/versions/a/file", headers, ""),
                new Request("GET", FILE + VERSION, headers, ""),
                new Request("HEAD", FILE + VERSION, headers, ""),
                new Request("POST", FILE + VERSION, headers, ""),
                new Request("DELETE", FILE + VERSION, headers, ""),
                new Request("DELETE", FILE, headers, ""));
    }
}
