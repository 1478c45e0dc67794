package dev.stowage.verification.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/// What a customer does with `curl`.
final class GatewayClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI gateway;
    private String authorization = "";

    GatewayClient(URI gateway) {
        this.gateway = gateway;
    }

    /// Registers an account and uses it from now on. As `curl --retry` does, it asks again while
    /// the answer is 503: suppliers may still be joining.
    void register(String password, int suppliers, Duration patience)
            throws IOException, InterruptedException {
        byte[] wish =
                JSON.writeValueAsBytes(
                        Map.of(
                                "password",
                                password,
                                "neededSpace",
                                1L << 30,
                                "suppliers",
                                suppliers));
        Instant deadline = Instant.now().plus(patience);
        HttpResponse<byte[]> answer =
                send("POST", "/v1/accounts", BodyPublishers.ofByteArray(wish));
        while (answer.statusCode() == 503 && Instant.now().isBefore(deadline)) {
            Thread.sleep(PAUSE);
            answer = send("POST", "/v1/accounts", BodyPublishers.ofByteArray(wish));
        }
        String account = JSON.readTree(expect(201, answer)).get("account").asText();
        String credentials = account + ":" + password;
        authorization =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    void put(String path, byte[] content) throws IOException, InterruptedException {
        expect(201, send("PUT", "/v1/files/" + path, BodyPublishers.ofByteArray(content)));
    }

    byte[] get(String path) throws IOException, InterruptedException {
        return expect(200, send("GET", "/v1/files/" + path, BodyPublishers.noBody()));
    }

    /// Waits until every record has arrived that was under way when its file was acknowledged.
    void awaitDeliveries() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(TIMEOUT);
        while (pendingBytes() > 0) {
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("records were not delivered within " + TIMEOUT);
            }
            Thread.sleep(PAUSE);
        }
    }

    private long pendingBytes() throws IOException, InterruptedException {
        return JSON.readTree(expect(200, send("GET", "/v1/space", BodyPublishers.noBody())))
                .get("pending")
                .asLong();
    }

    /// The account's suppliers, position by position.
    JsonNode suppliers() throws IOException, InterruptedException {
        return JSON.readTree(expect(200, send("GET", "/v1/suppliers", BodyPublishers.noBody())))
                .get("positions");
    }

    private HttpResponse<byte[]> send(String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path)).timeout(TIMEOUT).method(method, body);
        if (path.equals("/v1/accounts")) {
            request.header("Content-Type", "application/json");
        } else {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static byte[] expect(int status, HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(
                    "%s answered %d: %s"
                            .formatted(
                                    answer.request().uri(),
                                    answer.statusCode(),
                                    new String(answer.body(), StandardCharsets.UTF_8)));
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
    }
}
