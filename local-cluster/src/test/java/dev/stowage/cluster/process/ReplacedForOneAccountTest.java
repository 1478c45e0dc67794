package dev.stowage.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.cluster.client.OperatorClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// An account replaces a supplier for itself alone: by real services, from the outside.
class ReplacedForOneAccountTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int POSITION = 1;
    private static final List<Integer> SIZES = List.of(6_000_000, 1_500_000, 70_000, 300, 1);

    @TempDir private Path data;

    private LocalCluster cluster;
    private Visitor visitor;
    private OperatorClient operator;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(ClusterSettings.of(data, 0));
        visitor = new Visitor(cluster.gateway(), 100_000_000);
        operator = new OperatorClient(cluster.placement(), cluster.operatorToken());
    }

    @AfterEach
    void stop() {
        operator.close();
        visitor.close();
        cluster.close();
    }

    private void putAll() throws Exception {
        for (int size : SIZES) {
            assertThat(visitor.put("file-" + size, Visitor.random(size)).statusCode())
                    .isEqualTo(201);
        }
        visitor.awaitDeliveries();
    }

    private void requireEqual() throws Exception {
        for (int size : SIZES) {
            assertThat(visitor.get("file-" + size).body())
                    .as("file of %d bytes", size)
                    .isEqualTo(Visitor.random(size));
        }
    }

    private List<JsonNode> positions() throws Exception {
        List<JsonNode> positions = new ArrayList<>();
        Visitor.json(visitor.send(visitor.at("/v1/suppliers").GET()))
                .path("positions")
                .forEach(positions::add);
        return positions;
    }

    private String supplier(int position) throws Exception {
        return positions().get(position).path("supplier").stringValue();
    }

    private JsonNode replace() throws Exception {
        var answer =
                visitor.send(
                        visitor.at("/v1/suppliers/" + POSITION + "/replace")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Visitor.json(answer);
    }

    private void awaitRebuilt(int rebuilds) throws Exception {
        assertThat(
                        operator.awaitRebuilds(
                                all ->
                                        all.size() >= rebuilds
                                                && all.stream()
                                                        .allMatch(each -> each.endedAt() != null),
                                PATIENCE))
                .as(() -> "rebuilt in time: " + operator.rebuilds())
                .isTrue();
        assertThat(operator.rebuilds()).allMatch(each -> each.impossible() == 0);
    }

    /// The customer-service asks who serves a carrier every few seconds.
    private void awaitHolder(String supplier) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!supplier(POSITION).equals(supplier)) {
            assertThat(System.nanoTime() - end).as("not held by %s", supplier).isNegative();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void whatAVanishedSupplierHeldIsMadeAgainWithoutAnybodyWhoHasAKey() throws Exception {
        putAll();
        String former = supplier(POSITION);
        cluster.takeAway(former);
        JsonNode decided = replace();
        assertThat(decided.path("former").stringValue()).isEqualTo(former);
        assertThat(decided.path("supplier").stringValue()).isEqualTo(supplier(POSITION));
        assertThat(positions().get(POSITION).path("holder").stringValue())
                .isEqualTo(decided.path("holder").stringValue());

        cluster.stopCustomer();
        awaitRebuilt(1);
        cluster.startCustomer();

        cluster.takeAway(supplier(0));
        cluster.takeAway(supplier(2));
        requireEqual();
    }

    @Test
    void whatWasReplacedTwiceIsStillThereWhenTwoOthersVanish() throws Exception {
        putAll();
        JsonNode first = replace();
        awaitRebuilt(1);
        String spare = cluster.join(1, 1).getFirst();
        assertThat(
                        operator.fire(first.path("supplier").stringValue(), "for everybody", spare)
                                .refused())
                .isEmpty();
        awaitRebuilt(2);
        awaitHolder(spare);
        assertThat(visitor.put("later", Visitor.random(80_000)).statusCode()).isEqualTo(201);
        visitor.awaitDeliveries();

        cluster.takeAway(supplier(0));
        cluster.takeAway(supplier(3));
        requireEqual();
        assertThat(visitor.get("later").body()).isEqualTo(Visitor.random(80_000));
    }
}
