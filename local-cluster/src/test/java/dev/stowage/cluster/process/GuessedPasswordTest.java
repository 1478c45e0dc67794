package dev.stowage.cluster.process;

import static dev.stowage.cluster.process.Visitor.PASSWORD;
import static dev.stowage.cluster.process.Visitor.assertRefused;
import static dev.stowage.cluster.process.Visitor.basic;
import static dev.stowage.cluster.process.Visitor.json;
import static dev.stowage.cluster.process.Visitor.random;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Strangers guess passwords, from addresses of their own on the loopback, and the owner goes on;
/// then he looks who has a session, and ends them.
class GuessedPasswordTest {

    private static final int TOO_MANY = 429;
    private static final String WRONG = "wrong, number ";

    @TempDir private Path data;

    private final List<HttpClient> clients = new ArrayList<>();
    private LocalCluster cluster;
    private Visitor owner;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(ClusterSettings.of(data, 0));
        owner = new Visitor(cluster.gateway(), 100_000_000);
    }

    @AfterEach
    void stop() {
        clients.forEach(HttpClient::close);
        owner.close();
        cluster.close();
    }

    /// Somebody whose connections come from this address.
    private HttpClient at(String address) {
        HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .localAddress(InetAddress.ofLiteral(address))
                        .build();
        clients.add(client);
        return client;
    }

    private HttpResponse<String> login(HttpClient client, String password, String... headers)
            throws Exception {
        String body =
                "{\"account\": %d, \"password\": \"%s\"}".formatted(owner.account(), password);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(owner.uri("/v1/sessions"))
                        .timeout(Duration.ofMinutes(2))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /// Guesses until he is told to wait.
    ///
    /// @return what he is told
    private HttpResponse<String> guess(HttpClient client) throws Exception {
        for (int i = 0; i < 1_000; i++) {
            HttpResponse<String> answer = login(client, WRONG + i);
            if (answer.statusCode() == TOO_MANY) {
                return answer;
            }
            assertRefused(answer, 401, "unauthenticated");
        }
        throw new AssertionError("nobody stops him");
    }

    @Test
    void whoGuessesIsSlowedDownAndTheOwnerLogsInAtOnce() throws Exception {
        HttpClient home = at("127.0.0.1");
        String session = "Bearer " + json(login(home, PASSWORD)).path("token").stringValue();
        HttpClient attacker = at("127.0.0.2");

        HttpResponse<String> slowed = guess(attacker);

        assertRefused(slowed, TOO_MANY, "too-many-requests");
        assertThat(json(slowed).path("limit").intValue()).isEqualTo(10);
        assertThat(slowed.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertRefused(
                login(attacker, WRONG, "X-Forwarded-For", "127.0.0.77"),
                TOO_MANY,
                "too-many-requests");
        assertRefused(
                login(attacker, WRONG, "Forwarded", "for=127.0.0.77"),
                TOO_MANY,
                "too-many-requests");
        assertThat(login(home, PASSWORD).statusCode()).isEqualTo(201);
        assertThat(login(at("127.0.0.3"), PASSWORD).statusCode()).isEqualTo(201);

        for (int i = 10; i < 14; i++) {
            assertRefused(guess(at("127.0.1." + i)), TOO_MANY, "too-many-requests");
        }
        assertThat(login(home, PASSWORD).statusCode()).as("the owner at home").isEqualTo(201);
        assertThat(login(at("127.0.0.3"), PASSWORD).statusCode())
                .as("where he was a moment ago")
                .isEqualTo(201);
        assertThat(owner.send(owner.at("/v1/account", session).GET()).statusCode())
                .as("a session")
                .isEqualTo(200);
    }

    @Test
    void theOwnerSeesHisSessionsAndEndsThem() throws Exception {
        HttpClient home = at("127.0.0.1");
        JsonNode laptop = json(login(home, PASSWORD, "User-Agent", "laptop"));
        JsonNode telephone = json(login(home, PASSWORD, "User-Agent", "telephone"));
        String own = bearer(laptop);
        owner.put("file", random(1_000));

        JsonNode sessions = json(owner.send(owner.at("/v1/sessions", own).GET())).path("sessions");

        assertThat(sessions.size()).isEqualTo(2);
        assertThat(sessions.get(0).path("label").stringValue()).isEqualTo("telephone");
        assertThat(sessions.get(0).path("current").booleanValue()).isFalse();
        assertThat(sessions.get(1).path("current").booleanValue()).isTrue();
        String id = telephone.path("id").stringValue();
        assertThat(owner.send(owner.at("/v1/sessions/" + id, own).DELETE()).statusCode())
                .isEqualTo(204);
        assertRefused(
                owner.send(owner.at("/v1/account", bearer(telephone)).GET()), 401, "token-refused");
        assertThat(owner.send(owner.at("/v1/sessions", own).DELETE()).statusCode()).isEqualTo(204);
        assertRefused(owner.send(owner.at("/v1/account", own).GET()), 401, "token-refused");
        assertThat(
                        owner.fetch(
                                        owner.at("/v1/files/file", basic(owner.account(), PASSWORD))
                                                .GET())
                                .body())
                .isEqualTo(random(1_000));
    }

    private static String bearer(JsonNode session) {
        return "Bearer " + session.path("token").stringValue();
    }
}
