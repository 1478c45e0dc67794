package dev.stowage.cluster.process;

import static dev.stowage.cluster.process.Visitor.PASSWORD;
import static dev.stowage.cluster.process.Visitor.assertRefused;
import static dev.stowage.cluster.process.Visitor.json;
import static dev.stowage.cluster.process.Visitor.random;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What clients should not send, at the door of a cluster of eight suppliers: each is refused with
/// a code, and after it the account has the same version, the same files and the same layouts.
class BadInputTest {

    private static final String KNOWN = "known/file";
    private static final int LARGE = 6_000_000;

    @TempDir static Path data;

    private static LocalCluster cluster;
    private static Visitor visitor;
    private static byte[] known;

    private JsonNode before;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(ClusterSettings.of(data, 0));
        visitor = new Visitor(cluster.gateway(), 400_000_000);
        known = random(70_000);
        visitor.put(KNOWN, known);
    }

    @AfterAll
    static void stop() {
        visitor.close();
        cluster.close();
    }

    @BeforeEach
    void look() throws Exception {
        before = state();
    }

    @AfterEach
    void nothingHasChanged() throws Exception {
        assertThat(state()).isEqualTo(before);
        assertThat(visitor.get(KNOWN).body()).isEqualTo(known);
        assertThat(listing()).contains("\"name\":\"known/file\"").doesNotContain("refused");
    }

    private static JsonNode state() throws Exception {
        return json(visitor.send(visitor.at("/v1/account").GET()));
    }

    private static String listing() throws Exception {
        return visitor.send(visitor.at("/v1/folders/?recursive=true").GET()).body();
    }

    private static HttpResponse<String> register(String wish) throws Exception {
        return visitor.post(
                "/v1/accounts",
                "{\"password\":\"%s\",\"neededSpace\":1000000,%s}".formatted(PASSWORD, wish));
    }

    private static HttpResponse<String> put(String pathAndQuery, int size) throws Exception {
        return visitor.send(
                visitor.file(pathAndQuery).PUT(BodyPublishers.ofByteArray(random(size))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"suppliers\":5 | 400 | invalid-suppliers | 2, 4, 7, 13, 18, 26, 64",
                "\"suppliers\":0 | 400 | invalid-suppliers | 2, 4, 7, 13, 18, 26, 64",
                "\"suppliers\":-4 | 400 | invalid-suppliers | 2, 4, 7, 13, 18, 26, 64",
                "\"level\":8 | 400 | invalid-level | 0 … 7",
                "\"level\":-1 | 400 | invalid-level | 0 … 7",
                "\"suppliers\":26,\"level\":0 | 400 | invalid-layout | level 1",
                "\"level\":1,\"code\":\"xor\" | 400 | invalid-layout | xor",
                "\"code\":\"raid\" | 400 | invalid-code | rs or xor",
                "\"blockSize\":65535 | 400 | invalid-block-size | 65536",
                "\"blockSize\":-1 | 400 | invalid-block-size | 65536",
                "\"maxBlockSize\":67108865 | 400 | invalid-block-size | 67108864",
                "\"blockSize\":2097152,\"maxBlockSize\":1048576 | 400 | invalid-block-size | 1048576",
                "\"level\":3,\"blockSize\":131072 | 400 | invalid-block-size | 262144",
                "\"level\":6,\"blockSize\":1048576 | 400 | invalid-block-size | 16777216",
                "\"level\":7,\"maxBlockSize\":33554432 | 400 | invalid-block-size | 67108864",
                "\"suppliers\":13 | 503 | too-few-suppliers | 13",
                "\"level\":3 | 503 | too-few-suppliers | 512",
                "\"suppliers\":\"many\" | 400 | invalid-request | many"
            })
    void anAccountThatCannotBeIsRefused(String wish, int status, String code, String says)
            throws Exception {
        HttpResponse<String> answer = register(wish);

        assertRefused(answer, status, code);
        assertThat(json(answer).path("detail").stringValue()).contains(says);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "suppliers=5 | 400 | invalid-suppliers | 2, 4, 7, 13, 18, 26, 64",
                "suppliers=four | 400 | invalid-suppliers | whole number",
                "suppliers=4&level=8 | 400 | invalid-level | 0 … 7",
                "level=8 | 400 | invalid-level | 0 … 7",
                "level=99999999999 | 400 | invalid-level | whole number",
                "suppliers=26&level=0 | 400 | invalid-layout | level 1",
                "level=0&code=xor | 400 | invalid-layout | xor",
                "suppliers=4&suppliers=7 | 400 | invalid-layout | 2 times",
                "code=raid | 400 | invalid-code | rs or xor",
                "suppliers=13 | 503 | too-few-suppliers | 13",
                "level=2 | 503 | too-few-suppliers | 128"
            })
    void aLayoutThatThereIsNotIsRefused(String wish, int status, String code, String says)
            throws Exception {
        for (String path : new String[] {"refused", KNOWN}) {
            HttpResponse<String> answer = put(path + "?" + wish, 10);

            assertRefused(answer, status, code);
            assertThat(json(answer).path("detail").stringValue()).contains(says);
        }
    }

    @Test
    void aQueryThatCannotBeReadIsRefused() throws Exception {
        String answer =
                RawRequest.to(cluster.gateway())
                        .put(visitor, "refused?suppliers=%zz", 3)
                        .send(random(3));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"invalid-request\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/refused",
                "refused/",
                "refused//b",
                ".",
                "..",
                "refused/./b",
                "refused/../known/file",
                "%2e%2e/known/file",
                "refused/%2E/b",
                "refused/%00",
                "refused/%ff",
                "refused/%c0%af",
                "refused/%ed%a0%80",
                "refused/%4",
                "refused/%zz"
            })
    void aPathThatBreaksTheRulesIsRefused(String path) throws Exception {
        String answer = RawRequest.to(cluster.gateway()).put(visitor, path, 3).send(random(3));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"invalid-path\"");
    }

    @ParameterizedTest
    @CsvSource({"1025, 1", "1026, 2", "1026, 3", "1028, 4"})
    void aPathThatIsTooLongIsRefusedHoweverManyBytesItsCharactersHave(int bytes, int each)
            throws Exception {
        String[] characters = {"x", "%C3%A4", "%E2%82%AC", "%F0%9F%90%9F"};

        HttpResponse<String> answer = put(characters[each - 1].repeat(bytes / each), 3);

        assertRefused(answer, 400, "invalid-path");
        assertThat(json(answer).path("detail").stringValue()).contains("1024");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50_000, LARGE - 1})
    void aBodyShorterThanAnnouncedIsRefused(int sent) throws Exception {
        for (String path : new String[] {"refused", KNOWN}) {
            String answer =
                    RawRequest.to(cluster.gateway()).put(visitor, path, LARGE).send(random(sent));

            assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"body-incomplete\"");
        }
    }

    /// What follows on the connection is the next request, and no good one.
    @Test
    void whatIsBehindAnAnnouncedBodyIsNoPartOfAnyFile() throws Exception {
        byte[] longer = random(known.length + 1000);
        System.arraycopy(known, 0, longer, 0, known.length);
        String answer =
                RawRequest.to(cluster.gateway())
                        .header("If-None-Match: *")
                        .put(visitor, KNOWN, known.length)
                        .send(longer);

        assertThat(answer).startsWith("HTTP/1.1 412").contains("\"code\":\"precondition-failed\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, LARGE})
    void aBodyThatDoesNotMatchItsDigestIsRefused(int size) throws Exception {
        String digest = Base64.getEncoder().encodeToString(new byte[32]);
        for (String path : new String[] {"refused", KNOWN}) {
            HttpResponse<String> answer =
                    visitor.send(
                            visitor.file(path)
                                    .header("Repr-Digest", "sha-256=:" + digest + ":")
                                    .PUT(BodyPublishers.ofByteArray(random(size))));

            assertRefused(answer, 400, "digest-mismatch");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha-256=:AAAA:", "sha-256=nonsense", "sha-256=:%%%:"})
    void aDigestThatIsNoneIsRefused(String digest) throws Exception {
        HttpResponse<String> answer =
                visitor.send(
                        visitor.file("refused")
                                .header("Repr-Digest", digest)
                                .PUT(BodyPublishers.ofByteArray(random(10))));

        assertRefused(answer, 400, "invalid-request");
    }

    @Test
    void aLongTextIsNotRepeatedInFull() throws Exception {
        HttpResponse<String> answer = register("\"code\":\"%s\"".formatted("x".repeat(10_000)));

        assertRefused(answer, 400, "invalid-code");
        assertThat(answer.body()).hasSizeLessThan(1000);
    }

    @Test
    void aRequestLargerThanAnyThatMakesSenseIsRefused() throws Exception {
        HttpResponse<String> answer = register("\"code\":\"%s\"".formatted("x".repeat(100_000)));

        assertRefused(answer, 413, "body-too-large");
    }
}
