package dev.stowage.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The main job, from the outside: a file goes in and comes back through all four services.
class ClusterTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String KNOWN_NAME = "a-name-that-nobody-must-see";
    private static final String KNOWN_TEXT = "a plaintext that no disk must hold in the clear; ";

    @TempDir static Path data;

    private static LocalCluster cluster;
    private static HttpClient http;
    private static String recoveryCode;
    private static String credentials;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(ClusterSettings.of(data, 0));
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        JsonNode registered = register("{\"password\":\"%s\",\"neededSpace\":400000000}");
        recoveryCode = registered.path("recoveryCode").stringValue();
        credentials = basic(registered.path("account").longValue(), PASSWORD);
    }

    @AfterAll
    static void stop() {
        http.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 65_536, 1_048_576, 1_048_577, 4_194_304, 9_000_001})
    void aFileOfAnySizeComesBackAsItWas(int size) throws Exception {
        byte[] content = random(size);
        String path = "sizes/" + size;

        assertThat(put(path, content).statusCode()).isEqualTo(201);

        assertThat(get(path).body()).isEqualTo(content);
    }

    @Test
    void aPartOfAFileIsThatPart() throws Exception {
        byte[] content = random(9_500_000);
        put("ranges/file", content);

        HttpResponse<byte[]> part =
                http.send(
                        request("ranges/file").header("Range", "bytes=4194300-4194310").build(),
                        BodyHandlers.ofByteArray());

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 4_194_300, 4_194_311));
        assertThat(part.headers().firstValue("Content-Range"))
                .hasValue("bytes 4194300-4194310/9500000");
    }

    @Test
    void aFileIsReplacedAndDeleted() throws Exception {
        put("changes/file", random(10));
        byte[] second = random(20);

        assertThat(put("changes/file", second).statusCode()).isEqualTo(200);
        assertThat(get("changes/file").body()).isEqualTo(second);
        assertThat(send(request("changes/file").DELETE()).statusCode()).isEqualTo(204);

        assertRefused(send(request("changes/file").GET()), 404, "file-not-found");
    }

    @Test
    void aFolderListsWhatIsInIt() throws Exception {
        put("listing/b", random(3));
        put("listing/a/deep", random(3));

        String listing = send(at("/v1/folders/listing").GET()).body();

        assertThat(listing).contains("\"name\":\"a\"", "\"name\":\"b\"");
        assertThat(listing.indexOf("\"name\":\"a\"")).isLessThan(listing.indexOf("\"name\":\"b\""));
    }

    @Test
    void aSessionAndTheRecoveryCodeOpenTheAccountToo() throws Exception {
        put("session/file", random(100));
        long account = accountOf(credentials);
        for (String secret : List.of(PASSWORD, recoveryCode)) {
            HttpResponse<String> session =
                    post(
                            "/v1/sessions",
                            "{\"account\":%d,\"password\":\"%s\"}".formatted(account, secret));
            assertThat(session.statusCode()).isEqualTo(201);
            String token = json(session).path("token").stringValue();

            HttpResponse<String> got =
                    http.send(
                            HttpRequest.newBuilder(uri("/v1/files/session/file"))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(got.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void manySmallFilesAtOnceAreAllThere() throws Exception {
        List<Callable<Integer>> puts =
                IntStream.range(0, 64)
                        .<Callable<Integer>>mapToObj(
                                i -> () -> put("many/" + i, random(2000 + i)).statusCode())
                        .toList();
        try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> status : clients.invokeAll(puts)) {
                assertThat(status.get()).isEqualTo(201);
            }
        }
        for (int i = 0; i < 64; i++) {
            assertThat(get("many/" + i).body()).hasSize(2000 + i);
        }
    }

    @Test
    void theAccountItsSuppliersItsSpaceAndTheHealthOfAFileAreToldTruly() throws Exception {
        put("health/file", random(5_000_000));

        JsonNode suppliers = json(send(at("/v1/suppliers").GET()));
        assertThat(suppliers.path("positions").size()).isEqualTo(4);
        assertThat(suppliers.path("distinctSuppliers").intValue()).isEqualTo(4);
        assertThat(suppliers.path("mayVanishNow").intValue()).isEqualTo(2);
        assertThat(json(send(at("/v1/health/health/file").GET())).path("mayVanishNow").intValue())
                .isEqualTo(2);
        assertThat(json(send(at("/v1/blocks/health/file").GET())).path("runs").size()).isEqualTo(2);
        JsonNode space = json(send(at("/v1/space").GET()));
        assertThat(space.path("used").longValue()).isGreaterThanOrEqualTo(5_000_000);
        assertThat(space.path("supplierQuota").longValue()).isEqualTo(200_000_000);
    }

    @Test
    void aWrongPasswordAndAnUnknownAccountAreRefusedAlike() throws Exception {
        long account = accountOf(credentials);
        HttpResponse<String> wrong =
                send(at("/v1/account", basic(account, "another password")).GET());
        HttpResponse<String> unknown = send(at("/v1/account", basic(4_000_000, PASSWORD)).GET());

        assertRefused(wrong, 401, "unauthenticated");
        assertRefused(unknown, 401, "unauthenticated");
        assertThat(json(wrong).path("detail")).isEqualTo(json(unknown).path("detail"));
    }

    @Test
    void aForeignTokenIsRefused() throws Exception {
        for (String token : List.of("Bearer s1.1.AAAA", "Bearer nonsense", "Basic nonsense")) {
            HttpResponse<String> answer = send(at("/v1/account", token).GET());
            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void fiveSuppliersAreNoCombination() throws Exception {
        HttpResponse<String> answer =
                post(
                        "/v1/accounts",
                        "{\"password\":\"%s\",\"neededSpace\":1000000,\"suppliers\":5}"
                                .formatted(PASSWORD));

        assertRefused(answer, 400, "invalid-suppliers");
        assertThat(json(answer).path("detail").stringValue()).contains("2, 4, 7, 13, 18, 26, 64");
    }

    @Test
    void moreSuppliersThanThereAreAreNotToBeHad() throws Exception {
        HttpResponse<String> answer =
                post(
                        "/v1/accounts",
                        "{\"password\":\"%s\",\"neededSpace\":1000000,\"suppliers\":13}"
                                .formatted(PASSWORD));

        assertRefused(answer, 503, "too-few-suppliers");
    }

    @Test
    void aWeakPasswordIsRefused() throws Exception {
        assertRefused(
                post("/v1/accounts", "{\"password\":\"12345\",\"neededSpace\":1000000}"),
                400,
                "weak-password");
    }

    @Test
    void whatExceedsTheQuotaIsRefusedAndChangesNothing() throws Exception {
        JsonNode small = register("{\"password\":\"%s\",\"neededSpace\":1000000}");
        String owner = basic(small.path("account").longValue(), PASSWORD);
        HttpRequest.Builder tooMuch =
                at("/v1/files/too-much", owner).PUT(BodyPublishers.ofByteArray(random(3_000_000)));

        HttpResponse<String> answer = send(tooMuch);

        assertRefused(answer, 507, "quota-exceeded");
        assertRefused(send(at("/v1/files/too-much", owner).GET()), 404, "file-not-found");
        assertThat(
                        send(at("/v1/files/fits", owner)
                                        .PUT(BodyPublishers.ofByteArray(random(1000))))
                                .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aPathThatBreaksTheRulesIsRefused() throws Exception {
        for (String path : List.of("a//b", "a/%00", "x".repeat(1025))) {
            HttpResponse<String> answer =
                    send(at("/v1/files/" + path).PUT(BodyPublishers.ofByteArray(new byte[1])));
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
        }
    }

    @Test
    void aBodyThatDoesNotMatchItsDigestIsRefused() throws Exception {
        String digest = Base64.getEncoder().encodeToString(new byte[32]);

        HttpResponse<String> answer =
                send(
                        request("digest/file")
                                .header("Repr-Digest", "sha-256=:" + digest + ":")
                                .PUT(BodyPublishers.ofByteArray(random(100))));

        assertRefused(answer, 400, "digest-mismatch");
        assertRefused(send(request("digest/file").GET()), 404, "file-not-found");
    }

    @Test
    void nothingThatIsStoredHoldsContentNamesOrKeysInTheClear() throws Exception {
        put("secret/" + KNOWN_NAME, KNOWN_TEXT.repeat(5000).getBytes(StandardCharsets.UTF_8));
        put("secret/" + KNOWN_NAME + "-2", KNOWN_TEXT.getBytes(StandardCharsets.UTF_8));

        List<String> needles = List.of(KNOWN_NAME, KNOWN_TEXT, PASSWORD, recoveryCode);
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(needles).as("%s", file).noneMatch(bytes::contains);
            }
        }
    }

    private static JsonNode register(String body) throws Exception {
        HttpResponse<String> answer = post("/v1/accounts", body.formatted(PASSWORD));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private static HttpResponse<String> put(String path, byte[] content) throws Exception {
        return send(request(path).PUT(BodyPublishers.ofByteArray(content)));
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        return http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path) {
        return at("/v1/files/" + path);
    }

    private static HttpRequest.Builder at(String path) {
        return at(path, credentials);
    }

    private static HttpRequest.Builder at(String path, String authorization) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", authorization);
    }

    private static URI uri(String path) {
        return URI.create(cluster.gateway() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.builder().build().readTree(answer.body());
    }

    private static String basic(long account, String password) {
        String pair = account + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static long accountOf(String authorization) {
        String pair =
                new String(
                        Base64.getDecoder().decode(authorization.substring("Basic ".length())),
                        StandardCharsets.UTF_8);
        return Long.parseLong(pair.substring(0, pair.indexOf(':')));
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
