package dev.stowage.cluster.writers;

import dev.stowage.cluster.writers.Answer.Lost;
import dev.stowage.cluster.writers.Answer.Sight;
import dev.stowage.cluster.writers.Answer.Spared;
import dev.stowage.cluster.writers.Answer.Told;
import dev.stowage.cluster.writers.Condition.IfAbsent;
import dev.stowage.cluster.writers.Condition.IfTag;
import dev.stowage.cluster.writers.Condition.None;
import dev.stowage.format.signature.Digest;
import dev.stowage.protocol.customer.StowageApi;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends requests to a customer-service and reads its answers, as the gateway would.
final class Door implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String DIGEST_BEGIN = "sha-256=:";

    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final JsonMapper json = JsonMapper.builder().build();

    /// @param token of a session
    Door(String token) {
        this.token = token;
    }

    /// @return empty if nobody was there to take the request
    Optional<Answer> send(URI service, Request request) throws InterruptedException {
        HttpRequest message =
                build(service, request)
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + token)
                        .build();
        try {
            return Optional.of(read(request, http.send(message, BodyHandlers.ofByteArray())));
        } catch (ConnectException | HttpConnectTimeoutException notSent) {
            return Optional.empty();
        } catch (IOException broken) {
            return Optional.of(new Lost(broken.getClass().getSimpleName()));
        }
    }

    private static HttpRequest.Builder build(URI service, Request request) {
        return switch (request) {
            case Request.Put(String path, Content content, Condition condition) ->
                    conditional(file(service, path), condition)
                            .PUT(BodyPublishers.ofByteArray(content.bytes()));
            case Request.Delete(String path, Condition condition) ->
                    conditional(file(service, path), condition).DELETE();
            case Request.Get(String path) -> file(service, path).GET();
            case Request.Head(String path) -> file(service, path).HEAD();
            case Request.GetVersion(String path, String tag) ->
                    file(service, path + "?version=" + tag.replace("\"", "")).GET();
            case Request.Versions(String path) ->
                    HttpRequest.newBuilder(service.resolve("/v1/versions?path=" + path)).GET();
            case Request.Listing(String folder) ->
                    HttpRequest.newBuilder(
                                    service.resolve("/v1/folders?recursive=true&path=" + folder))
                            .GET();
        };
    }

    private static HttpRequest.Builder file(URI service, String path) {
        return HttpRequest.newBuilder(service.resolve("/v1/files/" + path));
    }

    private static HttpRequest.Builder conditional(
            HttpRequest.Builder request, Condition condition) {
        return switch (condition) {
            case None() -> request;
            case IfAbsent() -> request.header("If-None-Match", "*");
            case IfTag(String tag) -> request.header("If-Match", tag);
        };
    }

    private Answer read(Request request, HttpResponse<byte[]> answer) throws IOException {
        int status = answer.statusCode();
        if (status / 100 != 2) {
            String code = code(answer.body());
            return status >= 500
                    ? new Lost((status + " " + code).strip())
                    : new Told(status, code, Map.of());
        }
        return new Told(
                status,
                "",
                switch (request) {
                    case Request.Put(String path, Content _, Condition _) ->
                            Map.of(path, sight(answer));
                    case Request.Delete _ -> Map.of();
                    case Request.Get(String path) -> Map.of(path, sightOfBody(answer));
                    case Request.GetVersion(String path, String _) ->
                            Map.of(path, sightOfBody(answer));
                    case Request.Versions _ -> kept(answer.body());
                    case Request.Head(String path) -> Map.of(path, sight(answer));
                    case Request.Listing _ -> listed(answer.body());
                },
                new Spared(
                        tag(answer, StowageApi.KEPT_VERSION),
                        tag(answer, StowageApi.DROPPED_VERSION)));
    }

    private String code(byte[] body) {
        try {
            return json.readTree(body).path("code").asString("");
        } catch (JacksonException noProblem) {
            return "";
        }
    }

    private static Sight sight(HttpResponse<byte[]> answer) throws IOException {
        String digest = header(answer, "Repr-Digest");
        if (!digest.startsWith(DIGEST_BEGIN) || !digest.endsWith(":")) {
            throw new IOException("an answer without digest: " + digest);
        }
        byte[] bytes =
                Base64.getDecoder()
                        .decode(digest.substring(DIGEST_BEGIN.length(), digest.length() - 1));
        return new Sight(header(answer, "ETag"), Digest.of(bytes));
    }

    private static Optional<String> tag(HttpResponse<byte[]> answer, String header) {
        return answer.headers().firstValue(header).map(version -> '"' + version + '"');
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /// What came counts, not what is said of it.
    private static Sight sightOfBody(HttpResponse<byte[]> answer) throws IOException {
        Sight said = sight(answer);
        return new Sight(said.tag(), Digest.of(ByteBuffer.wrap(answer.body())));
    }

    private Map<String, Sight> listed(byte[] body) {
        Map<String, Sight> sights = new HashMap<>();
        for (JsonNode entry : tree(body).path("entries")) {
            JsonNode file = entry.path("file");
            sights.put(file.path("path").stringValue(), sight(file));
        }
        return sights;
    }

    /// Those that are kept, by their tags: they have one path.
    private Map<String, Sight> kept(byte[] body) {
        Map<String, Sight> sights = new HashMap<>();
        for (JsonNode file : tree(body).path("kept")) {
            Sight sight = sight(file);
            sights.put(sight.tag(), sight);
        }
        return sights;
    }

    private JsonNode tree(byte[] body) {
        return json.readTree(new String(body, StandardCharsets.UTF_8));
    }

    private static Sight sight(JsonNode file) {
        return new Sight(
                '"' + file.path("etag").stringValue() + '"',
                Digest.valueOf(file.path("sha256").stringValue()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
