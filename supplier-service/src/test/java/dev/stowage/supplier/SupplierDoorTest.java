package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupplierDoorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long QUOTA = 1 << 20;
    private static final Map<String, Object> BOUNDS =
            Map.of(
                    "stowage.supplier.requests-in-flight",
                    4,
                    "stowage.supplier.bytes-in-flight",
                    "96MB");

    @TempDir static Path data;
    static SupplierHouse house;
    static HttpClient http;

    @BeforeAll
    static void open() throws IOException {
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        house = SupplierHouse.open(data, 2, BOUNDS);
    }

    @AfterAll
    static void close() {
        http.close();
        house.close();
    }

    @Test
    void wantsTheLengthOfABatchAndNotTooMuchOfIt() throws Exception {
        SampleAccount account = house.newAccount();
        house.grant(account, 0, QUOTA);
        byte[] some = new byte[1000];

        HttpResponse<String> unknown =
                post(account, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(some)));
        assertThat(unknown.statusCode()).isEqualTo(411);
        assertThat(unknown.body()).contains("\"code\":\"length-required\"");

        String tooLarge = announce(account, RecordBatch.MAX_BYTES + 1L);
        assertThat(tooLarge).startsWith("HTTP/1.1 413").contains("\"code\":\"body-too-large\"");

        HttpResponse<String> nonsense = post(account, BodyPublishers.ofByteArray(some));
        assertThat(nonsense.statusCode()).isEqualTo(400);
        assertThat(nonsense.body()).contains("\"code\":\"malformed\"");
    }

    @Test
    void boundsJsonBodiesOfUnknownLength() throws Exception {
        byte[] large =
                ("{\"order\":\"" + "x".repeat(2 << 20) + "\"}").getBytes(StandardCharsets.US_ASCII);
        HttpRequest request =
                HttpRequest.newBuilder(house.url(0).resolve("/supplier/v1/contracts/5"))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .build();

        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"code\":\"body-too-large\"");
    }

    @Test
    void isBusyBeforeItReadsABodyForWhichThereIsNoRoom() throws Exception {
        SampleAccount account = house.newAccount();
        house.grant(account, 0, QUOTA);
        FragmentRecord record = account.record(1, 0);
        awaitInFlight(0);

        try (Socket slow = half(account, RecordBatch.MAX_BYTES)) {
            awaitInFlight(RecordBatch.MAX_BYTES);
            String refused = announce(account, RecordBatch.MAX_BYTES);
            assertThat(refused)
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 1")
                    .contains("\"code\":\"busy\"");
            assertThat(house.store(account, 0, record).stored()).isEqualTo(1);
            assertThat(slow.isConnected()).isTrue();
        }

        awaitInFlight(0);
    }

    @Test
    void saysSoWhenNothingMoreOfABodyComes() throws Exception {
        SampleAccount account = house.newAccount();
        house.grant(account, 0, QUOTA);

        try (Socket slow = half(account, 100)) {
            String given = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(given)
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "\"code\":\"body-incomplete\"");
        }
    }

    @Test
    void boundsTheRequestsThatAreServedAtOnce() throws Exception {
        SampleAccount account = house.newAccount();
        house.grant(account, 0, QUOTA);
        awaitInFlight(0);

        try (Socket one = half(account, 100);
                Socket two = half(account, 100);
                Socket three = half(account, 100);
                Socket four = half(account, 100)) {
            awaitInFlight(400);
            assertThatThrownBy(() -> house.store(account, 0, account.record(1, 0)))
                    .isInstanceOfSatisfying(
                            Fault.class,
                            fault -> assertThat(fault.code()).isEqualTo(FaultCode.BUSY));
            assertThat(List.of(one, two, three, four)).allMatch(Socket::isConnected);
        }

        awaitInFlight(0);
    }

    @Test
    void keepsItsIdentityToItself() throws Exception {
        for (String supplier : List.of("supplier-1", "supplier-2")) {
            Path key = data.resolve(supplier).resolve("identity.key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void showsItsHealthAndItsMeters() throws Exception {
        SampleAccount account = house.newAccount();
        house.grant(account, 0, QUOTA);
        house.store(account, 0, account.record(1, 0));
        house.fetch(account, 0, account.record(1, 0), 3);

        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/prometheus").body())
                .contains(
                        "stowage_records_stored_total{",
                        "stowage_records_stored_bytes_total{",
                        "stowage_records_fetched_total{",
                        "stowage_records_fetched_bytes_total{",
                        "stowage_records_prove_seconds_count{",
                        "stowage_store_commit_seconds_count{",
                        "stowage_store_commit_changes_count{",
                        "stowage_contracts{",
                        "stowage_quota_bytes{",
                        "stowage_used_bytes{",
                        "stowage_capacity_bytes{",
                        "stowage_in_flight_bytes{",
                        "supplier=\"supplier-1\"",
                        "supplier=\"supplier-2\"");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(house.url(0).resolve(path)).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(SampleAccount account, HttpRequest.BodyPublisher body)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(house.url(0).resolve("/supplier/v1/records"))
                        .header("Content-Type", RecordBatch.MEDIA_TYPE)
                        .header("Authorization", house.bearer(account, 0, Scope.STORE))
                        .POST(body)
                        .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static void awaitInFlight(long bytes) {
        Eventually.holds(PATIENCE, () -> house.placement().lastOf(0).bytesInFlight() == bytes);
    }

    /// Announces a batch and sends a little of it.
    private Socket half(SampleAccount account, long length) throws IOException {
        URI url = house.url(0);
        Socket socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        String head =
                "POST /supplier/v1/records HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(
                                RecordBatch.MEDIA_TYPE,
                                house.bearer(account, 0, Scope.STORE),
                                length);
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[10]);
        out.flush();
        return socket;
    }

    /// Announces a batch, sends a little of it and hears what the answer is.
    private String announce(SampleAccount account, long length) throws IOException {
        try (Socket socket = half(account, length)) {
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            for (int read = in.read(); read >= 0; read = in.read()) {
                answer.append((char) read);
                if (answer.indexOf("\"code\":") >= 0 && read == '}') {
                    break;
                }
            }
            return answer.toString();
        }
    }
}
