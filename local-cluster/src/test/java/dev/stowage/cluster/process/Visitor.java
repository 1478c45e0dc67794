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
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody at the door of a cluster, with an account of his own.
final class Visitor implements AutoCloseable {

    private static final Duration DELIVERY = Duration.ofMinutes(1);

    static final String PASSWORD = "correct horse battery";

    private final URI gateway;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonNode registered;

    Visitor(URI gateway, long neededSpace) throws Exception {
        this.gateway = gateway;
        this.registered = register(neededSpace);
    }

    JsonNode register(long neededSpace) throws Exception {
        HttpResponse<String> answer =
                post(
                        "/v1/accounts",
                        "{\"password\":\"%s\",\"neededSpace\":%d}"
                                .formatted(PASSWORD, neededSpace));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    long account() {
        return registered.path("account").longValue();
    }

    String recoveryCode() {
        return registered.path("recoveryCode").stringValue();
    }

    String credentials() {
        return basic(account(), PASSWORD);
    }

    HttpResponse<String> put(String path, byte[] content) throws Exception {
        return send(file(path).PUT(BodyPublishers.ofByteArray(content)));
    }

    HttpResponse<byte[]> get(String path) throws Exception {
        return fetch(file(path).GET());
    }

    /// Waits until every record has arrived that was under way when its file was acknowledged.
    void awaitDeliveries() throws Exception {
        long deadline = System.nanoTime() + DELIVERY.toNanos();
        while (json(send(at("/v1/space").GET())).path("pending").longValue() > 0) {
            assertThat(System.nanoTime() - deadline)
                    .as("records were not delivered within " + DELIVERY)
                    .isNegative();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder file(String path) {
        return at("/v1/files/" + path);
    }

    HttpRequest.Builder at(String path) {
        return at(path, credentials());
    }

    HttpRequest.Builder at(String path, String authorization) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", authorization);
    }

    URI uri(String path) {
        return URI.create(gateway + path);
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> fetch(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.builder().build().readTree(answer.body());
    }

    static String basic(long account, String password) {
        String pair = account + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
