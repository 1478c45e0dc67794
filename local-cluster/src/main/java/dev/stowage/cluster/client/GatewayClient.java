package dev.stowage.cluster.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A person's view of a Stowage: registers, puts and gets over the public API, as any HTTP client
/// would.
public final class GatewayClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOST_PROBLEM_BYTES = 64 << 10;

    private final URI gateway;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final JsonMapper json = JsonMapper.builder().build();

    public GatewayClient(URI gateway) {
        this.gateway = gateway;
    }

    /// Opens an account with the default layout.
    ///
    /// @return its number
    public long register(String password, long neededSpace)
            throws IOException, InterruptedException {
        return register(password, neededSpace, Map.of());
    }

    /// Opens an account.
    ///
    /// @param wishes what else the request says: `suppliers`, `level`, `code`
    /// @return its number
    public long register(String password, long neededSpace, Map<String, Object> wishes)
            throws IOException, InterruptedException {
        ObjectNode request = json.createObjectNode();
        request.put("password", password).put("neededSpace", neededSpace);
        wishes.forEach((name, value) -> request.set(name, json.valueToTree(value)));
        return post("/v1/accounts", request).path("account").longValue();
    }

    /// Fetches what an address says, as JSON.
    ///
    /// @param path from the root, like `/v1/account`
    public JsonNode read(String token, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.resolve(path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + token)
                        .GET()
                        .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        requireSuccess("GET " + path, answer.statusCode(), answer.body());
        return json.readTree(answer.body());
    }

    /// Opens a session.
    ///
    /// @return its token
    public String openSession(long account, String password)
            throws IOException, InterruptedException {
        JsonNode login = json.createObjectNode().put("account", account).put("password", password);
        return post("/v1/sessions", login).path("token").stringValue();
    }

    /// Stores a file and returns when it is acknowledged.
    ///
    /// @throws Refused if it is not
    public void put(String token, String path, BodyPublisher content)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request(token, path).PUT(content).build(), BodyHandlers.ofString());
        requireSuccess("PUT " + path, answer.statusCode(), answer.body());
    }

    /// Deletes a file and returns when that is acknowledged.
    ///
    /// @throws Refused if it is not
    public void delete(String token, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request(token, path).DELETE().build(), BodyHandlers.ofString());
        requireSuccess("DELETE " + path, answer.statusCode(), answer.body());
    }

    /// Fetches a file as a stream that the caller closes.
    ///
    /// @throws IOException if there is none: [NoSuchFile]
    public InputStream get(String token, String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                http.send(request(token, path).GET().build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            try (InputStream body = answer.body()) {
                String problem =
                        new String(body.readNBytes(MOST_PROBLEM_BYTES), StandardCharsets.UTF_8);
                if (answer.statusCode() == 404) {
                    throw new NoSuchFile(path);
                }
                requireSuccess("GET " + path, answer.statusCode(), problem);
            }
        }
        return answer.body();
    }

    /// Waits until the suppliers have all records of acknowledged files.
    ///
    /// @return whether they have them in time
    public boolean awaitDeliveries(String token, Duration patience)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (read(token, "/v1/space").path("pending").longValue() > 0) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }

    private JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
                        .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        requireSuccess("POST " + path, answer.statusCode(), answer.body());
        return json.readTree(answer.body());
    }

    private HttpRequest.Builder request(String token, String path) {
        String encoded =
                Arrays.stream(path.split("/", -1))
                        .map(
                                part ->
                                        URLEncoder.encode(part, StandardCharsets.UTF_8)
                                                .replace("+", "%20"))
                        .collect(Collectors.joining("/"));
        return HttpRequest.newBuilder(gateway.resolve("/v1/files/" + encoded))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private void requireSuccess(String call, int status, String body) throws IOException {
        if (status / 100 != 2) {
            throw new Refused(
                    "%s was answered %d: %s".formatted(call, status, reason(body)), code(body));
        }
    }

    private String code(String body) {
        try {
            return json.readTree(body).path("code").asString("");
        } catch (JacksonException noProblem) {
            return "";
        }
    }

    /// Code and detail of a problem, or what else was said.
    private String reason(String body) {
        try {
            JsonNode problem = json.readTree(body);
            return "%s: %s"
                    .formatted(
                            problem.path("code").stringValue(),
                            problem.path("detail").stringValue());
        } catch (JacksonException noProblem) {
            return body;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// The gateway answered, but not what was asked for.
    public static final class Refused extends IOException {

        private static final long serialVersionUID = 1;

        private final String code;

        Refused(String message, String code) {
            super(message);
            this.code = code;
        }

        /// The code of the problem, as in `too-few-suppliers`; empty if there was none.
        public String code() {
            return code;
        }
    }

    /// There is no file with this path.
    public static final class NoSuchFile extends IOException {

        private static final long serialVersionUID = 1;

        NoSuchFile(String path) {
            super("there is no file " + path);
        }
    }
}
