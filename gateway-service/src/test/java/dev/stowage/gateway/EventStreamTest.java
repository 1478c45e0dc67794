package dev.stowage.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// Events as they happen, through a gateway and a customer-service that knows what a test tells it.
class EventStreamTest {

    private static final int MOST = 10;
    private static final int MOST_OF_ACCOUNT = 8;
    private static final Pattern AFTER = Pattern.compile("after=([0-9]+)");

    private final List<Long> events = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private FakeCustomerService customer;
    private ConfigurableApplicationContext gateway;

    @BeforeEach
    void start() throws IOException {
        customer = new FakeCustomerService();
        customer.answer("/v1/events", this::page);
        gateway =
                GatewayApplication.start(
                        Map.of(
                                "server.port",
                                0,
                                "stowage.gateway.customers",
                                customer.base(),
                                "stowage.gateway.max-requests",
                                MOST,
                                "stowage.gateway.max-streams",
                                MOST,
                                "stowage.gateway.event-interval",
                                "100ms"));
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        gateway.close();
        customer.close();
    }

    /// The account is what stands behind `Bearer s1.`.
    private void page(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Integer status = refused.get(authorization);
        if (status != null) {
            FakeCustomerService.reply(
                    exchange,
                    status,
                    "application/problem+json",
                    "{\"code\":\"%s\",\"detail\":\"it ended\"}"
                            .formatted(status == 401 ? "token-refused" : "placement-away")
                            .getBytes(StandardCharsets.UTF_8));
            return;
        }
        Matcher query = AFTER.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
        long newest = events.isEmpty() ? 0 : events.getLast();
        long after = Math.min(newest, query.find() ? Long.parseLong(query.group(1)) : 0);
        String account = authorization.split("\\.", 3)[1];
        String page =
                String.join(
                        ",",
                        events.stream()
                                .filter(number -> number > after)
                                .map(
                                        number ->
                                                "{\"number\":%d,\"kind\":\"REBUILD_DONE\",\"at\":\"2026-01-01T00:00:00Z\",\"detail\":\"d\"}"
                                                        .formatted(number))
                                .toList());
        FakeCustomerService.reply(
                exchange,
                200,
                "application/json",
                "{\"account\":%s,\"events\":[%s],\"next\":%d,\"more\":false}"
                        .formatted(account, page, newest)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static String session(long account) {
        return "Bearer s1.%d.sealed".formatted(account);
    }

    private HttpRequest.Builder request(long account) {
        int port = ((ServletWebServerApplicationContext) gateway).getWebServer().getPort();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/events"))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", session(account))
                .header("Accept", "text/event-stream");
    }

    /// A stream that has begun: its first lines are read.
    private Stream open(HttpRequest.Builder request) throws Exception {
        HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/event-stream");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        Stream stream =
                new Stream(
                        new BufferedReader(
                                new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
        assertThat(stream.next()).startsWith("retry: ");
        return stream;
    }

    private record Stream(BufferedReader lines) implements AutoCloseable {

        /// What stands up to the next empty line; nothing at the end.
        String next() throws IOException {
            List<String> block = new ArrayList<>();
            for (String line = lines.readLine();
                    line != null && !line.isEmpty();
                    line = lines.readLine()) {
                block.add(line);
            }
            return String.join("\n", block);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void whatHappensIsToldAtOnceAndWhatHappenedBeforeIsNot() throws Exception {
        events.add(3L);
        try (Stream stream = open(request(7))) {
            events.add(4L);
            assertThat(stream.next())
                    .startsWith("id: 4\ndata: {")
                    .contains("\"kind\":\"REBUILD_DONE\"", "\"number\":4");
            events.add(9L);
            events.add(10L);
            assertThat(stream.next()).startsWith("id: 9\n");
            assertThat(stream.next()).startsWith("id: 10\n");
        }
    }

    @Test
    void whoWasCutOffGoesOnWhereHeWas() throws Exception {
        events.addAll(List.of(3L, 4L, 5L));
        try (Stream stream = open(request(7).header("Last-Event-ID", "3"))) {
            assertThat(stream.next()).startsWith("id: 4\n");
            assertThat(stream.next()).startsWith("id: 5\n");
        }
        HttpResponse<String> page = send(request(7).setHeader("Accept", "*/*"));
        assertThat(page.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(page.body()).contains("\"number\":3", "\"number\":5", "\"next\":5");
        assertThat(send(request(7).header("Last-Event-ID", "newest")).statusCode()).isEqualTo(400);
    }

    @Test
    void itEndsWhenItsSessionIsEndedAndNotWhenSomebodyIsAwayForAWhile() throws Exception {
        try (Stream stream = open(request(7))) {
            refused.put(session(7), 503);
            events.add(1L);
            refused.remove(session(7));
            assertThat(stream.next()).startsWith("id: 1\n");
            refused.put(session(7), 401);
            assertThat(stream.next())
                    .startsWith("event: end\ndata: {")
                    .contains("\"code\":\"token-refused\"");
            assertThat(stream.next()).isEmpty();
        }
        HttpResponse<String> again = send(request(7));
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.body()).contains("\"code\":\"token-refused\"");
    }

    @Test
    void oneAccountHasSoManyStreamsAndAllTogetherSoManyAndRequestsHavePlaceBesideThem()
            throws Exception {
        List<Stream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < MOST_OF_ACCOUNT; i++) {
                streams.add(open(request(7)));
            }
            HttpResponse<String> tooMany = send(request(7));
            assertThat(tooMany.statusCode()).isEqualTo(429);
            assertThat(tooMany.body())
                    .contains("\"code\":\"too-many-requests\"", "\"limit\":" + MOST_OF_ACCOUNT);
            for (long other = 8; streams.size() < MOST; other++) {
                streams.add(open(request(other)));
            }
            HttpResponse<String> full = send(request(99));
            assertThat(full.statusCode()).isEqualTo(503);
            assertThat(full.body()).contains("\"code\":\"busy\"", "\"limit\":" + MOST);
            assertThat(send(request(7).setHeader("Accept", "application/json")).statusCode())
                    .isEqualTo(200);
        } finally {
            for (Stream stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void streamsThatEndedGiveTheirPlaceBack() throws Exception {
        for (int round = 0; round < 2; round++) {
            List<Stream> streams = new ArrayList<>();
            for (int i = 0; i < MOST_OF_ACCOUNT; i++) {
                streams.add(open(request(7)));
            }
            refused.put(session(7), 401);
            for (Stream stream : streams) {
                assertThat(stream.next()).contains("token-refused");
                assertThat(stream.next()).isEmpty();
            }
            refused.clear();
        }
    }

    @Test
    void aGatewayThatIsStoppedEndsItsStreamsFirst() throws Exception {
        try (Stream stream = open(request(7))) {
            gateway.close();
            assertThat(stream.next()).isEmpty();
        }
    }

    @Test
    void aStreamIsRefusedWithoutCredentials() throws Exception {
        HttpResponse<String> refusal =
                send(
                        HttpRequest.newBuilder(request(7).build().uri())
                                .header("Accept", "text/event-stream"));
        assertThat(refusal.statusCode()).isEqualTo(401);
        assertThat(refusal.body()).contains("\"code\":\"unauthenticated\"");
    }
}
