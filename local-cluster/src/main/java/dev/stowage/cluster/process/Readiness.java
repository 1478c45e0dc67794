package dev.stowage.cluster.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Waits until a local cluster can do its job: all services say that they are ready, placement
/// knows where every supplier answers, and carriers are formed.
final class Readiness implements AutoCloseable {

    private static final Duration ASK = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 50;
    private static final Pattern CARRIERS =
            Pattern.compile("^stowage_carriers(?:\\{.*})? ([0-9.E]+)$", Pattern.MULTILINE);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ASK).build();
    private final Duration limit;
    private final long end;

    private Readiness(Duration limit) {
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /// @param services the ports of those that are waited for
    /// @param suppliersAreHeard whether placement knows where every supplier answers
    /// @param carriers that placement will form
    /// @throws IllegalStateException if one is not ready in time: names its port and what it said
    static void await(
            ClusterPorts ports,
            List<Integer> services,
            BooleanSupplier suppliersAreHeard,
            int carriers,
            Duration limit)
            throws InterruptedException {
        try (Readiness readiness = new Readiness(limit)) {
            for (int port : services) {
                readiness.await(port, () -> readiness.askService(port));
            }
            readiness.awaitHeard(ports.supplier(), suppliersAreHeard);
            readiness.awaitCarriers(ports.placement(), carriers);
        }
    }

    /// Waits until placement knows where suppliers of one service answer.
    ///
    /// @throws IllegalStateException as above
    static void awaitHeard(int port, BooleanSupplier suppliersAreHeard, Duration limit)
            throws InterruptedException {
        try (Readiness readiness = new Readiness(limit)) {
            readiness.awaitHeard(port, suppliersAreHeard);
        }
    }

    /// Waits until placement has formed carriers.
    ///
    /// @throws IllegalStateException as above
    static void awaitCarriers(int placement, int carriers, Duration limit)
            throws InterruptedException {
        try (Readiness readiness = new Readiness(limit)) {
            readiness.awaitCarriers(placement, carriers);
        }
    }

    private void awaitCarriers(int placement, int carriers) throws InterruptedException {
        await(placement, () -> askCarriers(placement, carriers));
    }

    private void awaitHeard(int port, BooleanSupplier suppliersAreHeard)
            throws InterruptedException {
        await(port, () -> suppliersAreHeard.getAsBoolean() ? "" : "placement has not heard all");
    }

    /// Waits for some services only.
    ///
    /// @throws IllegalStateException as above
    static void awaitServices(List<Integer> ports, Duration limit) throws InterruptedException {
        try (Readiness readiness = new Readiness(limit)) {
            for (int port : ports) {
                readiness.await(port, () -> readiness.askService(port));
            }
        }
    }

    /// What keeps somebody from being ready; empty if nothing does.
    private interface Question {
        String ask() throws IOException, InterruptedException;
    }

    private void await(int port, Question question) throws InterruptedException {
        String said = ask(question);
        while (!said.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "the service on port %d is not ready after %s: %s"
                                .formatted(port, limit, said));
            }
            Thread.sleep(PAUSE_MILLIS);
            said = ask(question);
        }
    }

    private static String ask(Question question) throws InterruptedException {
        try {
            return question.ask();
        } catch (IOException away) {
            return away.toString();
        }
    }

    private String askService(int port) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(port, "/actuator/health/readiness");
        return answer.statusCode() == 200 ? "" : answer.body();
    }

    private String askCarriers(int placement, int wanted) throws IOException, InterruptedException {
        Matcher line = CARRIERS.matcher(get(placement, "/actuator/prometheus").body());
        double formed = line.find() ? Double.parseDouble(line.group(1)) : 0;
        return formed >= wanted ? "" : "%.0f of %d carriers are formed".formatted(formed, wanted);
    }

    private HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
        return http.send(HttpRequest.newBuilder(uri).timeout(ASK).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
