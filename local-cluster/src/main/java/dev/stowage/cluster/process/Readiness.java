package dev.stowage.cluster.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// Waits until services say that they are ready.
final class Readiness {

    private static final Duration ASK = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 50;

    private Readiness() {}

    /// @throws IllegalStateException if one is not ready in time: names its port and what it said
    static void await(List<Integer> ports, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(ASK).build()) {
            for (int port : ports) {
                String said = ask(http, port);
                while (!said.isEmpty()) {
                    if (System.nanoTime() > end) {
                        throw new IllegalStateException(
                                "the service on port %d is not ready after %s: %s"
                                        .formatted(port, limit, said));
                    }
                    Thread.sleep(PAUSE_MILLIS);
                    said = ask(http, port);
                }
            }
        }
    }

    /// @return nothing if the service is ready, else what it said
    private static String ask(HttpClient http, int port) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/actuator/health/readiness"
                                                .formatted(port)))
                        .timeout(ASK)
                        .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? "" : answer.body();
        } catch (IOException away) {
            return away.toString();
        }
    }
}
