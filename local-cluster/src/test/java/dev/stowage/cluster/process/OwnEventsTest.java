package dev.stowage.cluster.process;

import static dev.stowage.cluster.process.Visitor.json;
import static dev.stowage.cluster.process.Visitor.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.cluster.client.OperatorClient;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What owners see of replacements and rebuilds, through every service.
class OwnEventsTest {

    private static final String REASON = "the operator's own words";

    @TempDir Path data;

    @Test
    void anOwnerSeesHowASupplierOfHisIsReplacedAndNobodyElseDoes() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(ClusterSettings.of(data, 0));
                OperatorClient operator =
                        new OperatorClient(cluster.placement(), cluster.operatorToken());
                HttpClient http = HttpClient.newHttpClient();
                Visitor owner = new Visitor(cluster.gateway(), 100_000_000)) {
            assertThat(owner.put("file", random(3_000_000)).statusCode()).isEqualTo(201);
            owner.awaitDeliveries();
            JsonNode fired = json(get(owner, "/v1/suppliers")).path("positions").path(1);
            String successor = cluster.join(1, 1).getFirst();
            JsonNode session =
                    json(
                            owner.post(
                                    "/v1/sessions",
                                    "{\"account\":%d,\"password\":\"%s\"}"
                                            .formatted(owner.account(), Visitor.PASSWORD)));
            String bearer = "Bearer " + session.path("token").stringValue();
            HttpResponse<Stream<String>> answer =
                    http.send(
                            owner.at("/v1/events", bearer)
                                    .header("Accept", "text/event-stream")
                                    .build(),
                            BodyHandlers.ofLines());
            Iterator<String> lines = answer.body().iterator();
            assertThat(answer.statusCode()).isEqualTo(200);

            operator.fire(fired.path("supplier").stringValue(), REASON, successor);

            JsonNode replaced = next(lines);
            assertThat(replaced.path("kind").stringValue()).isEqualTo("CARRIER_REPLACED");
            assertThat(replaced.path("position").intValue()).isEqualTo(1);
            assertThat(replaced.path("carrier")).isEqualTo(fired.path("carrier"));
            assertThat(replaced.path("supplier").stringValue()).isEqualTo(successor);
            assertThat(next(lines).path("kind").stringValue()).isEqualTo("REBUILD_MADE");
            assertThat(next(lines).path("kind").stringValue()).isEqualTo("REBUILD_DONE");
            JsonNode rebuild = json(get(owner, "/v1/rebuilds")).path("rebuilds").path(0);
            assertThat(rebuild.path("state").stringValue()).isEqualTo("DONE");
            assertThat(rebuild.path("positions").path(0).intValue()).isEqualTo(1);
            assertThat(rebuild.path("rebuilt").longValue()).isPositive();
            assertThat(get(owner, "/v1/events").body())
                    .contains("CARRIER_REPLACED", "REBUILD_DONE")
                    .doesNotContain(REASON);
            try (Visitor stranger = new Visitor(cluster.gateway(), 1_000_000)) {
                assertThat(json(get(stranger, "/v1/events")).path("events")).isEmpty();
                assertThat(json(get(stranger, "/v1/rebuilds")).path("rebuilds")).isEmpty();
            }
            assertThat(owner.send(owner.at("/v1/sessions", bearer).DELETE()).statusCode())
                    .isEqualTo(204);
            assertThat(next(lines).path("code").stringValue()).isEqualTo("token-refused");
        }
    }

    private static HttpResponse<String> get(Visitor visitor, String path) throws Exception {
        return visitor.send(visitor.at(path).GET());
    }

    /// The data of the next event.
    private static JsonNode next(Iterator<String> lines) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("data: ")) {
                return JsonMapper.builder().build().readTree(line.substring(6));
            }
        }
        throw new AssertionError("the stream ended");
    }
}
