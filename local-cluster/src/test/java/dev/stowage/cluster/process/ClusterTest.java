package dev.stowage.cluster.process;

import static dev.stowage.cluster.process.Visitor.PASSWORD;
import static dev.stowage.cluster.process.Visitor.assertRefused;
import static dev.stowage.cluster.process.Visitor.basic;
import static dev.stowage.cluster.process.Visitor.json;
import static dev.stowage.cluster.process.Visitor.random;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

/// The main job, from the outside: a file goes in and comes back through all four services.
class ClusterTest {

    private static final String KNOWN_NAME = "a-name-that-nobody-must-see";
    private static final String KNOWN_TEXT = "a plaintext that no disk must hold in the clear; ";

    @TempDir static Path data;

    private static LocalCluster cluster;
    private static Visitor visitor;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(ClusterSettings.of(data, 0));
        visitor = new Visitor(cluster.gateway(), 400_000_000);
    }

    @AfterAll
    static void stop() {
        visitor.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 65_536, 1_048_576, 1_048_577, 4_194_304, 9_000_001})
    void aFileOfAnySizeComesBackAsItWas(int size) throws Exception {
        byte[] content = random(size);
        String path = "sizes/" + size;

        assertThat(visitor.put(path, content).statusCode()).isEqualTo(201);

        assertThat(visitor.get(path).body()).isEqualTo(content);
    }

    @Test
    void aPartOfAFileIsThatPart() throws Exception {
        byte[] content = random(9_500_000);
        visitor.put("ranges/file", content);

        HttpResponse<byte[]> part =
                visitor.fetch(visitor.file("ranges/file").header("Range", "bytes=4194300-4194310"));

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 4_194_300, 4_194_311));
        assertThat(part.headers().firstValue("Content-Range"))
                .hasValue("bytes 4194300-4194310/9500000");
    }

    @Test
    void aFileIsReplacedAndDeleted() throws Exception {
        visitor.put("changes/file", random(10));
        byte[] second = random(20);

        assertThat(visitor.put("changes/file", second).statusCode()).isEqualTo(200);
        assertThat(visitor.get("changes/file").body()).isEqualTo(second);
        assertThat(visitor.send(visitor.file("changes/file").DELETE()).statusCode()).isEqualTo(204);

        assertRefused(visitor.send(visitor.file("changes/file").GET()), 404, "file-not-found");
    }

    @Test
    void aFolderListsWhatIsInIt() throws Exception {
        visitor.put("listing/b", random(3));
        visitor.put("listing/a/deep", random(3));

        String listing = visitor.send(visitor.at("/v1/folders/listing").GET()).body();

        assertThat(listing).contains("\"name\":\"a\"", "\"name\":\"b\"");
        assertThat(listing.indexOf("\"name\":\"a\"")).isLessThan(listing.indexOf("\"name\":\"b\""));
    }

    @Test
    void aSessionAndTheRecoveryCodeOpenTheAccountToo() throws Exception {
        visitor.put("session/file", random(100));
        long account = visitor.account();
        for (String secret : List.of(PASSWORD, visitor.recoveryCode())) {
            HttpResponse<String> session =
                    visitor.post(
                            "/v1/sessions",
                            "{\"account\":%d,\"password\":\"%s\"}".formatted(account, secret));
            assertThat(session.statusCode()).isEqualTo(201);
            String token = json(session).path("token").stringValue();

            HttpResponse<String> got =
                    visitor.send(visitor.at("/v1/files/session/file", "Bearer " + token));

            assertThat(got.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void manySmallFilesAtOnceAreAllThere() throws Exception {
        List<Callable<Integer>> puts =
                IntStream.range(0, 64)
                        .<Callable<Integer>>mapToObj(
                                i -> () -> visitor.put("many/" + i, random(2000 + i)).statusCode())
                        .toList();
        try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> status : clients.invokeAll(puts)) {
                assertThat(status.get()).isEqualTo(201);
            }
        }
        for (int i = 0; i < 64; i++) {
            assertThat(visitor.get("many/" + i).body()).hasSize(2000 + i);
        }
    }

    @Test
    void theAccountItsSuppliersItsSpaceAndTheHealthOfAFileAreToldTruly() throws Exception {
        // an account with files of other layouts bears what the weakest of them bears
        try (Visitor owner = new Visitor(cluster.gateway(), 400_000_000)) {
            owner.put("health/file", random(5_000_000));

            JsonNode suppliers = json(owner.send(owner.at("/v1/suppliers").GET()));
            assertThat(suppliers.path("positions").size()).isEqualTo(4);
            assertThat(suppliers.path("distinctSuppliers").intValue()).isEqualTo(4);
            // a supplier that is slow to answer counts as away until it does
            awaitThatTwoMayVanish(owner, "/v1/suppliers");
            // the last records come after the acknowledgement
            awaitThatTwoMayVanish(owner, "/v1/health/health/file");
            JsonNode blocks = json(owner.send(owner.at("/v1/blocks/health/file").GET()));
            assertThat(blocks.path("runs").size()).isEqualTo(2);
            JsonNode space = json(owner.send(owner.at("/v1/space").GET()));
            assertThat(space.path("used").longValue()).isGreaterThanOrEqualTo(5_000_000);
            assertThat(space.path("supplierQuota").longValue()).isEqualTo(200_000_000);
        }
    }

    private static void awaitThatTwoMayVanish(Visitor owner, String path) throws Exception {
        while (mayVanish(owner, path) < 2) {
            Thread.onSpinWait();
        }
        assertThat(mayVanish(owner, path)).isEqualTo(2);
    }

    private static int mayVanish(Visitor owner, String path) throws Exception {
        return json(owner.send(owner.at(path).GET())).path("mayVanishNow").intValue();
    }

    @Test
    void aWrongPasswordAndAnUnknownAccountAreRefusedAlike() throws Exception {
        long account = visitor.account();
        HttpResponse<String> wrong =
                visitor.send(visitor.at("/v1/account", basic(account, "another password")).GET());
        HttpResponse<String> unknown =
                visitor.send(visitor.at("/v1/account", basic(4_000_000, PASSWORD)).GET());

        assertRefused(wrong, 401, "unauthenticated");
        assertRefused(unknown, 401, "unauthenticated");
        assertThat(json(wrong).path("detail")).isEqualTo(json(unknown).path("detail"));
    }

    @Test
    void aForeignTokenIsRefused() throws Exception {
        for (String token : List.of("Bearer s1.1.AAAA", "Bearer nonsense", "Basic nonsense")) {
            HttpResponse<String> answer = visitor.send(visitor.at("/v1/account", token).GET());
            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"suppliers=7", "suppliers=2&code=xor", "code=xor", "level=0"})
    void aFileIsSpreadAsItsRequestAsks(String wish) throws Exception {
        String path = "layouts/" + wish.replace('=', '-').replace('&', '-');
        byte[] small = random(5000);
        byte[] large = random(5_000_000);

        for (byte[] content : List.of(small, large)) {
            HttpResponse<String> answer =
                    visitor.send(
                            visitor.file(path + "?" + wish)
                                    .PUT(BodyPublishers.ofByteArray(content)));
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
            assertThat(visitor.get(path).body()).isEqualTo(content);
        }

        JsonNode layout = json(visitor.send(visitor.at("/v1/blocks/" + path).GET())).path("layout");
        JsonNode account = json(visitor.send(visitor.at("/v1/account").GET()));
        assertThat(account.path("furtherLayouts")).contains(layout);
        assertThat(account.path("layout").path("suppliers").intValue()).isEqualTo(4);
    }

    @Test
    void aWeakPasswordIsRefused() throws Exception {
        assertRefused(
                visitor.post("/v1/accounts", "{\"password\":\"12345\",\"neededSpace\":1000000}"),
                400,
                "weak-password");
    }

    @Test
    void whatExceedsTheQuotaIsRefusedAndChangesNothing() throws Exception {
        JsonNode small = visitor.register(1_000_000);
        String owner = basic(small.path("account").longValue(), PASSWORD);
        HttpRequest.Builder tooMuch =
                visitor.at("/v1/files/too-much", owner)
                        .PUT(BodyPublishers.ofByteArray(random(3_000_000)));

        HttpResponse<String> answer = visitor.send(tooMuch);

        assertRefused(answer, 507, "quota-exceeded");
        assertRefused(
                visitor.send(visitor.at("/v1/files/too-much", owner).GET()), 404, "file-not-found");
        assertThat(
                        visitor.send(
                                        visitor.at("/v1/files/fits", owner)
                                                .PUT(BodyPublishers.ofByteArray(random(1000))))
                                .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aFileIsTakenAsItIsWhateverItsTypeSays() throws Exception {
        byte[] content = "a=1&b=2".getBytes(StandardCharsets.UTF_8);
        for (String type : List.of("application/x-www-form-urlencoded", "multipart/form-data")) {
            String path = "types/" + type.replace('/', '-');

            HttpResponse<String> answer =
                    visitor.send(
                            visitor.file(path)
                                    .header("Content-Type", type)
                                    .PUT(BodyPublishers.ofByteArray(content)));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(visitor.get(path).body()).isEqualTo(content);
        }
    }

    @Test
    void aClientThatGoesAwayInMidUploadLeavesEverythingAsItWas() throws Exception {
        visitor.put("gone/file", random(50));
        URI gateway = cluster.gateway();
        try (Socket client = new Socket(gateway.getHost(), gateway.getPort())) {
            OutputStream out = client.getOutputStream();
            out.write(
                    """
                    PUT /v1/files/gone/file HTTP/1.1\r
                    Host: localhost\r
                    Authorization: %s\r
                    Content-Length: 30000000\r
                    \r
                    """
                            .formatted(visitor.credentials())
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(random(9_000_000));
        }

        assertThat(visitor.get("gone/file").body()).isEqualTo(random(50));
        assertThat(visitor.put("gone/file", random(60)).statusCode()).isEqualTo(200);
        assertThat(visitor.get("gone/file").body()).isEqualTo(random(60));
    }

    @Test
    void nothingThatIsStoredHoldsContentNamesOrKeysInTheClear() throws Exception {
        visitor.put(
                "secret/" + KNOWN_NAME, KNOWN_TEXT.repeat(5000).getBytes(StandardCharsets.UTF_8));
        visitor.put("secret/" + KNOWN_NAME + "-2", KNOWN_TEXT.getBytes(StandardCharsets.UTF_8));

        List<String> needles = List.of(KNOWN_NAME, KNOWN_TEXT, PASSWORD, visitor.recoveryCode());
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(needles).as("%s", file).noneMatch(bytes::contains);
            }
        }
    }
}
