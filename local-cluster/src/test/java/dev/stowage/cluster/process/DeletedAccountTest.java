package dev.stowage.cluster.process;

import static dev.stowage.cluster.process.Visitor.PASSWORD;
import static dev.stowage.cluster.process.Visitor.assertRefused;
import static dev.stowage.cluster.process.Visitor.basic;
import static dev.stowage.cluster.process.Visitor.json;
import static dev.stowage.cluster.process.Visitor.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.hosting.OpenVolume;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.StoredRecord;
import dev.stowage.supplier.volume.Volume;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// An account that is deleted at the door of a whole cluster, beside another one.
class DeletedAccountTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FILE = 3_000_000;
    private static final int SAMPLE = 48;
    private static final long MONTH = 30L * 24 * 3600;
    private static final long MOST = 366L * 24 * 3600;

    @TempDir Path data;
    private LocalCluster cluster;
    private Visitor stays;
    private Visitor goes;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(ClusterSettings.of(data, 0));
        stays = new Visitor(cluster.gateway(), 100_000_000);
        assertThat(stays.put("file", random(FILE - 1)).statusCode()).isEqualTo(201);
        stays.awaitDeliveries();
        allocatedBefore = allocated();
        goes = new Visitor(cluster.gateway(), 100_000_000);
        assertThat(goes.put("file", random(FILE)).statusCode()).isEqualTo(201);
        goes.awaitDeliveries();
    }

    private long allocatedBefore;

    @AfterEach
    void stop() {
        stays.close();
        goes.close();
        cluster.close();
    }

    private static HttpRequest.Builder deleting(HttpRequest.Builder request, String body) {
        return request.header("Content-Type", "application/json")
                .method("DELETE", BodyPublishers.ofString(body));
    }

    private HttpResponse<String> delete(String body) throws Exception {
        return goes.send(deleting(goes.at("/v1/account"), body));
    }

    private static String asked(long graceSeconds) {
        return "{\"current\":\"%s\",\"graceSeconds\":%d}".formatted(PASSWORD, graceSeconds);
    }

    private HttpResponse<String> keep() throws Exception {
        return goes.send(goes.at("/v1/account/keep").POST(BodyPublishers.noBody()));
    }

    private JsonNode account() throws Exception {
        return json(goes.send(goes.at("/v1/account").GET()));
    }

    /// Quotas of all suppliers together.
    private long allocated() {
        return cluster.suppliers().all().stream()
                .mapToLong(each -> each.space().total().allocated())
                .sum();
    }

    private String session() throws Exception {
        HttpResponse<String> opened =
                goes.post(
                        "/v1/sessions",
                        "{\"account\":%d,\"password\":\"%s\"}".formatted(goes.account(), PASSWORD));
        return "Bearer " + json(opened).path("token").stringValue();
    }

    @Test
    void untilItIsGoneItCanBeReadAndKept() throws Exception {
        String session = session();
        Instant before = Instant.now();

        HttpResponse<String> deleted = delete("{\"current\":\"" + PASSWORD + "\"}");

        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(200);
        JsonNode answer = json(deleted);
        Instant goneAt = Instant.parse(answer.path("goneAt").stringValue());
        assertThat(goneAt)
                .isBetween(before.plusSeconds(MONTH - 1), Instant.now().plusSeconds(MONTH + 1));
        assertThat(answer.path("told").intValue())
                .isPositive()
                .isEqualTo(answer.path("suppliers").intValue());
        assertThat(Instant.parse(account().path("goneAt").stringValue())).isEqualTo(goneAt);
        assertThat(goes.get("file").body()).isEqualTo(random(FILE));
        assertThat(goes.send(goes.at("/v1/folders/").GET()).body()).contains("\"file\"");
        assertRefused(goes.put("small", random(10)), 409, "account-closing");
        assertRefused(goes.put("large", random(FILE)), 409, "account-closing");
        assertRefused(goes.send(goes.file("file").DELETE()), 409, "account-closing");
        assertRefused(
                goes.send(
                        goes.at("/v1/account/password")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"current\":\"%s\",\"replacement\":\"another good one\"}"
                                                        .formatted(PASSWORD)))),
                409,
                "account-closing");

        HttpResponse<String> kept =
                goes.send(goes.at("/v1/account/keep", session).POST(BodyPublishers.noBody()));

        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
        assertThat(json(kept).path("goneAt").isNull()).isTrue();
        assertThat(account().path("goneAt").isNull()).isTrue();
        assertThat(goes.put("small", random(10)).statusCode()).isEqualTo(201);
        assertThat(json(keep()).path("goneAt").isNull()).as("nothing to be kept").isTrue();
    }

    private List<Volume> volumes() {
        return cluster.suppliers().all().stream()
                .flatMap(supplier -> supplier.volumes().stream())
                .map(OpenVolume::volume)
                .toList();
    }

    /// Some bytes of the largest record of an account on each volume that has one.
    private Map<Volume, byte[]> samples(long account) {
        Map<Volume, byte[]> samples = new HashMap<>();
        AccountNumber whose = new AccountNumber(account);
        for (Volume volume : volumes()) {
            for (CarrierGroup group : volume.store().inventory().groups(whose)) {
                RecordId largest =
                        volume.store().inventory().living(whose, group, null, 100).stream()
                                .max(Comparator.comparingLong(StoredRecord::bytes))
                                .orElseThrow()
                                .id();
                FetchOutcome found =
                        volume.store()
                                .fetch(new WantedRecord(largest.address(), largest.position(), 1));
                ByteBuffer last =
                        ((FetchOutcome.Intact) found).record().toBuffers().getLast().duplicate();
                byte[] sample = new byte[Math.min(SAMPLE, last.remaining())];
                last.get(sample);
                samples.put(volume, sample);
            }
        }
        return samples;
    }

    /// What happens by itself every minute.
    private void compact() {
        volumes().forEach(volume -> ((LogStore) volume.store()).compact());
    }

    private long filesThatHold(Iterable<byte[]> samples) throws IOException {
        long holding = 0;
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (byte[] sample : samples) {
                    boolean isThere =
                            text.contains(new String(sample, StandardCharsets.ISO_8859_1));
                    holding += isThere ? 1 : 0;
                }
            }
        }
        return holding;
    }

    @Test
    void afterItsGraceNothingIsLeftOfIt() throws Exception {
        Map<Volume, byte[]> gone = samples(goes.account());
        Map<Volume, byte[]> left = samples(stays.account());
        assertThat(gone).isNotEmpty();
        assertThat(filesThatHold(gone.values())).isGreaterThanOrEqualTo(gone.size());
        assertThat(delete(asked(MONTH)).statusCode()).isEqualTo(200);
        assertThat(keep().statusCode()).isEqualTo(200);
        assertThat(goes.put("small", random(10)).statusCode()).isEqualTo(201);
        String session = session();
        byte[] unknown = goes.fetch(goes.at("/v1/account", basic(4_000_000, PASSWORD))).body();

        HttpResponse<String> deleted = delete(asked(2));

        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(200);
        awaitAllocated(allocatedBefore);
        HttpResponse<byte[]> login = goes.fetch(goes.at("/v1/account"));
        while (login.statusCode() != 401) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            login = goes.fetch(goes.at("/v1/account"));
        }
        assertThat(text(login.body())).isEqualTo(text(unknown));
        assertRefused(goes.send(goes.at("/v1/account", session).GET()), 404, "unknown-account");
        for (var supplier : cluster.suppliers().all()) {
            assertThat(supplier.customers().page(null, 100))
                    .noneMatch(each -> each.account().value() == goes.account());
            assertThat(supplier.space().total().trash()).isZero();
        }
        compact();
        assertThat(filesThatHold(gone.values())).isZero();
        assertThat(filesThatHold(left.values())).isGreaterThanOrEqualTo(left.size());
        assertThat(stays.get("file").body()).isEqualTo(random(FILE - 1));
        assertThat(stays.put("next", random(FILE)).statusCode()).isEqualTo(201);
        try (Visitor next = new Visitor(cluster.gateway(), 1_000_000)) {
            assertThat(next.account()).isGreaterThan(goes.account());
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).replaceAll("\"instance\":\"[^\"]*\"", "");
    }

    private void awaitAllocated(long wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (allocated() != wanted) {
            assertThat(System.nanoTime() - deadline)
                    .as("%d bytes are allocated, %d were before", allocated(), wanted)
                    .isNegative();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    void nobodyDeletesItWithoutThePasswordAndNotWithAnyGrace() throws Exception {
        String session = session();
        for (String authorization : new String[] {goes.credentials(), session}) {
            assertRefused(
                    goes.send(
                            deleting(
                                    goes.at("/v1/account", authorization),
                                    "{\"current\":\"wrong horse battery\"}")),
                    401,
                    "unauthenticated");
            assertRefused(
                    goes.send(deleting(goes.at("/v1/account", authorization), "{}")),
                    400,
                    "invalid-request");
        }
        for (long grace : new long[] {-1, MOST + 1}) {
            assertRefused(delete(asked(grace)), 400, "invalid-request");
        }
        assertThat(account().path("goneAt").isNull()).isTrue();
        for (long grace : new long[] {1_000_000, MOST}) {
            assertThat(delete(asked(grace)).statusCode()).isEqualTo(200);
        }

        assertThat(delete(asked(0)).statusCode()).isEqualTo(200);

        assertThat(goes.send(goes.at("/v1/account").GET()).statusCode()).isEqualTo(401);
        awaitAllocated(allocatedBefore);
    }
}
