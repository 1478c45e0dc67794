package dev.stowage.cluster.process;

import static dev.stowage.cluster.process.Visitor.json;
import static dev.stowage.cluster.process.Visitor.random;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A supplier that is being maintained, from the outside: everybody does without it, and it catches
/// up.
class MaintenanceTest {

    private static final int FILE = 3_000_000;

    @TempDir private Path data;

    private LocalCluster cluster;
    private Visitor visitor;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(ClusterSettings.of(data, 0));
        visitor = new Visitor(cluster.gateway(), 100_000_000);
        assertThat(visitor.put("before", random(FILE)).statusCode()).isEqualTo(201);
        visitor.awaitDeliveries();
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        visitor.close();
        cluster.close();
    }

    @Test
    void isDoneWithoutAndCatchesUp() throws Exception {
        String supplier =
                json(visitor.send(visitor.at("/v1/suppliers").GET()))
                        .path("positions")
                        .path(0)
                        .path("url")
                        .stringValue();
        String wish = "{\"minutes\": 60, \"reason\": \"a new disk\"}";
        assertThat(maintenance(supplier, "PUT", wish).body()).contains("a new disk");

        assertThat(visitor.put("meanwhile", random(FILE + 1)).statusCode()).isEqualTo(201);
        assertThat(visitor.get("before").body()).isEqualTo(random(FILE));
        assertThat(visitor.get("meanwhile").body()).isEqualTo(random(FILE + 1));
        assertThat(pending()).isPositive();

        assertThat(maintenance(supplier, "DELETE", "").statusCode()).isEqualTo(200);
        visitor.awaitDeliveries();
        assertThat(visitor.get("meanwhile").body()).isEqualTo(random(FILE + 1));
    }

    private long pending() throws Exception {
        return json(visitor.send(visitor.at("/v1/space").GET())).path("pending").longValue();
    }

    private HttpResponse<String> maintenance(String supplier, String method, String body)
            throws Exception {
        String token = Files.readString(data.resolve("suppliers").resolve("operator-token"));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(supplier + "/supplier/v1/maintenance"))
                        .timeout(Duration.ofMinutes(1))
                        .header("Authorization", "Bearer " + token.strip())
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
