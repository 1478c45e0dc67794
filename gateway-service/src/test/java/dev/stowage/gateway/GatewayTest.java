package dev.stowage.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
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
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

class GatewayTest {

    private static final String SESSION = "Bearer s1.7.sealed";

    private static FakeCustomerService customer;
    private static ConfigurableApplicationContext gateway;
    private static HttpClient http;

    @BeforeAll
    static void start() throws IOException {
        customer = new FakeCustomerService();
        gateway =
                GatewayApplication.start(
                        Map.of(
                                "server.port",
                                0,
                                "stowage.gateway.customers",
                                customer.base(),
                                "stowage.gateway.silence",
                                "2s",
                                "stowage.gateway.registrations-per-minute",
                                3));
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        http.close();
        gateway.close();
        customer.close();
    }

    @Test
    void aFileGoesThroughAsItIs() throws Exception {
        byte[] content = new byte[3_000_001];
        new Random(1).nextBytes(content);

        HttpResponse<String> put =
                send(
                        request("/v1/files/a%20folder/%C3%A4.bin")
                                .PUT(BodyPublishers.ofByteArray(content))
                                .header("Repr-Digest", "sha-256=:abc=:"));

        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(put.headers().firstValue("ETag")).hasValue("\"v1\"");
        assertThat(customer.lastHeaders)
                .containsEntry("authorization", SESSION)
                .containsEntry("repr-digest", "sha-256=:abc=:")
                .containsKey("traceparent");
        HttpResponse<byte[]> got =
                http.send(
                        request("/v1/files/a%20folder/%C3%A4.bin").GET().build(),
                        BodyHandlers.ofByteArray());
        assertThat(got.body()).isEqualTo(content);
        assertThat(got.headers().firstValueAsLong("Content-Length")).hasValue(content.length);
    }

    @Test
    void aBodyOfUnknownLengthGoesThroughToo() throws Exception {
        byte[] content = "of unknown length".getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> put =
                send(
                        request("/v1/files/chunked")
                                .PUT(
                                        BodyPublishers.fromPublisher(
                                                BodyPublishers.ofByteArray(content))));

        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(customer.files.get("/v1/files/chunked")).isEqualTo(content);
    }

    @Test
    void anEmptyFileGoesThrough() throws Exception {
        assertThat(send(request("/v1/files/empty").PUT(BodyPublishers.noBody())).statusCode())
                .isEqualTo(201);
        assertThat(customer.files.get("/v1/files/empty")).isEmpty();
    }

    @Test
    void aDeletionGoesThrough() throws Exception {
        assertThat(send(request("/v1/files/gone").DELETE()).statusCode()).isEqualTo(204);
    }

    @Test
    void anAnswerThatBreaksOffNeverLooksWhole() {
        customer.answer(
                "/v1/files/broken",
                exchange -> {
                    exchange.sendResponseHeaders(200, 1_000_000);
                    exchange.getResponseBody().write(new byte[300_000]);
                    exchange.getResponseBody().flush();
                    throw new IOException("cut");
                });

        assertThatIOException()
                .isThrownBy(
                        () ->
                                http.send(
                                        request("/v1/files/broken").GET().build(),
                                        BodyHandlers.ofByteArray()));
    }

    @Test
    void whoIsRefusedWhileHeSendsHearsWhy() throws Exception {
        customer.answer(
                "/v1/files/unwelcome",
                exchange -> {
                    exchange.getRequestBody().skipNBytes(1_000_000);
                    byte[] problem =
                            "{\"code\":\"too-few-suppliers\",\"detail\":\"5 of 7\",\"status\":503}"
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
                    exchange.sendResponseHeaders(503, problem.length);
                    exchange.getResponseBody().write(problem);
                    exchange.getResponseBody().flush();
                    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                });

        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port())) {
            OutputStream out = connection.getOutputStream();
            String head =
                    "PUT /v1/files/unwelcome HTTP/1.1\r\nHost: here\r\nContent-Length: 40000000\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[40_000_000]);
            String answer =
                    new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 503").contains("too-few-suppliers", "5 of 7");
        }
    }

    @Test
    void aFaultOfTheCustomerServiceComesThroughWithItsCodeAndNumbers() throws Exception {
        customer.answerJson(
                "/v1/space",
                507,
                "{\"code\":\"quota-exceeded\",\"detail\":\"9 of 8\",\"status\":507,\"quota\":8}");

        HttpResponse<String> answer = send(request("/v1/space").GET());

        assertThat(answer.statusCode()).isEqualTo(507);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"code\":\"quota-exceeded\"", "\"quota\":8", "\"detail\":\"9 of 8\"");
    }

    @Test
    void aCallWithoutCredentialsIsRefusedAtTheDoor() throws Exception {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(uri("/v1/account")).build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"unauthenticated\"");
        assertThat(answer.headers().allValues("WWW-Authenticate")).isNotEmpty();
    }

    @Test
    void listingsAreAskedForByPath() throws Exception {
        customer.answer(
                "/v1/folders",
                exchange ->
                        FakeCustomerService.reply(
                                exchange,
                                200,
                                "application/json",
                                "{\"path\":\"%s\",\"entries\":[]}"
                                        .formatted(
                                                exchange.getRequestURI()
                                                        .getQuery()
                                                        .replace("\"", ""))
                                        .getBytes(StandardCharsets.UTF_8)));

        assertThat(send(request("/v1/folders/").GET()).body()).contains("path=&recursive=false");
        assertThat(send(request("/v1/folders/a/b%20c/?limit=5").GET()).body())
                .contains("path=a/b c&limit=5");
    }

    @Test
    void somethingThatIsNotThereHasACodeToo() throws Exception {
        HttpResponse<String> answer = send(request("/v1/nothing").GET());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"not-found\"");
    }

    @Test
    void aBodyThatIsNoJsonIsRefusedWithoutAskingAnybody() throws Exception {
        HttpResponse<String> answer =
                send(
                        request("/v1/sessions")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"account\":\"-3\"}")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"code\":\"invalid-request\"", "account number must be");
    }

    @Test
    void registrationsFromOneAddressAreLimited() throws Exception {
        customer.answerJson("/v1/accounts", 400, "{\"code\":\"weak-password\",\"detail\":\"d\"}");
        HttpRequest registration =
                request("/v1/accounts")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"password\":\"x\",\"neededSpace\":1}"))
                        .build();
        for (int i = 0; i < 3; i++) {
            assertThat(http.send(registration, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(400);
        }

        HttpResponse<String> fourth = http.send(registration, BodyHandlers.ofString());

        assertThat(fourth.statusCode()).isEqualTo(429);
        assertThat(fourth.body()).contains("\"code\":\"too-many-requests\"", "\"limit\":3");
    }

    private static Set<String> documentedPaths() throws IOException {
        Matcher calls =
                Pattern.compile("`[A-Z|]+ (/v1/[^` ?]*)")
                        .matcher(Files.readString(Path.of("../docs/api.md")));
        Set<String> paths = new TreeSet<>();
        while (calls.find()) {
            paths.add(calls.group(1));
        }
        assertThat(paths).contains("/v1/files/{path}", "/v1/events");
        return paths;
    }

    @Test
    void oneDocumentDescribesEveryPublicCallAndAPageShowsIt() throws Exception {
        String document = send(request("/openapi").GET()).body();

        for (String path : documentedPaths()) {
            assertThat(document).contains("\"%s\"".formatted(path));
        }
        HttpClient following =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
        try (following) {
            HttpResponse<String> page =
                    following.send(
                            HttpRequest.newBuilder(uri("/docs")).build(), BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("swagger-ui");
        }
    }

    @Test
    void itTellsWhetherItLivesAndIsReadyAndWhatItDid() throws Exception {
        assertThat(send(request("/actuator/health/liveness").GET()).body()).contains("UP");
        assertThat(send(request("/actuator/health/readiness").GET()).body()).contains("UP");
        assertThat(send(request("/actuator/prometheus").GET()).body())
                .contains("stowage_gateway_requests");
    }

    @Test
    void customerServicesAreToldWhoAsksWhateverHeSays() throws Exception {
        customer.answerJson("/v1/account", 404, "{\"code\":\"not-found\",\"detail\":\"d\"}");

        send(
                request("/v1/account")
                        .GET()
                        .header("X-Forwarded-For", "203.0.113.7")
                        .header("Forwarded", "for=203.0.113.7")
                        .header("User-Agent", "a telephone"));

        assertThat(customer.lastHeaders)
                .containsEntry("x-forwarded-for", "127.0.0.1")
                .containsEntry("user-agent", "a telephone")
                .doesNotContainKey("forwarded");
        send(
                request("/v1/files/whose")
                        .PUT(BodyPublishers.noBody())
                        .header("X-Forwarded-For", "203.0.113.7"));
        assertThat(customer.lastHeaders).containsEntry("x-forwarded-for", "127.0.0.1");
    }

    @Test
    void aTrustedProxyIsBelievedForWhomItAsks() throws Exception {
        ConfigurableApplicationContext behind =
                GatewayApplication.start(
                        Map.of(
                                "server.port",
                                0,
                                "stowage.gateway.customers",
                                customer.base(),
                                "stowage.gateway.proxies",
                                "10.0.0.0/8,127.0.0.1"));
        try (behind) {
            int port = ((ServletWebServerApplicationContext) behind).getWebServer().getPort();
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + port + "/v1/files/behind"))
                            .header("X-Forwarded-For", "192.0.2.66, 203.0.113.7, 10.1.2.3");

            send(request.PUT(BodyPublishers.noBody()));

            assertThat(customer.lastHeaders).containsEntry("x-forwarded-for", "203.0.113.7");
        }
    }

    @Test
    void sessionsAreListedAndEnded() throws Exception {
        customer.answer(
                "/v1/sessions",
                exchange -> {
                    customer.lastHeaders.put(
                            "asked", exchange.getRequestMethod() + " " + exchange.getRequestURI());
                    if (exchange.getRequestMethod().equals("DELETE")) {
                        exchange.sendResponseHeaders(204, -1);
                        exchange.close();
                    } else {
                        FakeCustomerService.reply(
                                exchange,
                                200,
                                "application/json",
                                "{\"sessions\":[]}".getBytes(StandardCharsets.UTF_8));
                    }
                });
        String id = "00112233-4455-6677-8899-aabbccddeeff";

        assertThat(send(request("/v1/sessions").GET()).body()).isEqualTo("{\"sessions\":[]}");
        assertThat(send(request("/v1/sessions/" + id).DELETE()).statusCode()).isEqualTo(204);
        assertThat(customer.lastHeaders).containsEntry("asked", "DELETE /v1/sessions/" + id);
        assertThat(send(request("/v1/sessions?others=true").DELETE()).statusCode()).isEqualTo(204);
        assertThat(customer.lastHeaders).containsEntry("asked", "DELETE /v1/sessions?others=true");
        assertThat(send(request("/v1/sessions/nonsense").DELETE()).body())
                .contains("\"code\":\"invalid-request\"");
    }

    @Test
    void aSettingThatIsNotKnownStopsTheStart() {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(
                        () ->
                                GatewayApplication.start(
                                        Map.of(
                                                "server.port",
                                                0,
                                                "stowage.gateway.custommers",
                                                "http://localhost")))
                .withStackTraceContaining("custommers");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", SESSION);
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private static int port() {
        return ((ServletWebServerApplicationContext) gateway).getWebServer().getPort();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
