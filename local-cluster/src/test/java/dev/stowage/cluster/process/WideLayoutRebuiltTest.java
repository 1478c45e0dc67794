package dev.stowage.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.cluster.client.OperatorClient;
import dev.stowage.protocol.placement.RebuildView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files on groups of 512 carriers, of which each of eight suppliers serves 64.
class WideLayoutRebuiltTest {

    private static final int SUPPLIERS = 8;
    private static final int CARRIERS_EACH = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<Integer> SIZES = List.of(1_500_000, 300_000, 1);

    @TempDir private Path data;

    @Test
    void aSupplierIsRebuiltWithAllItsCarriersAndHalfOfTheOthersMayVanish() throws Exception {
        try (LocalCluster cluster =
                        LocalCluster.start(
                                ClusterSettings.of(data, 0, SUPPLIERS).serving(CARRIERS_EACH));
                Visitor visitor = new Visitor(cluster.gateway(), 100_000_000);
                OperatorClient operator =
                        new OperatorClient(cluster.placement(), cluster.operatorToken())) {
            for (int size : SIZES) {
                var stored = visitor.put("file-" + size + "?level=3&code=rs", Visitor.random(size));
                assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
            }
            visitor.awaitDeliveries();
            List<String> suppliers =
                    cluster.suppliers().all().stream()
                            .map(each -> each.membership().supplier().toString())
                            .toList();

            cluster.takeAway(suppliers.getFirst());
            String successor = cluster.join(1, CARRIERS_EACH).getFirst();
            assertThat(operator.fire(suppliers.getFirst(), "gone", successor).refused()).isEmpty();
            assertThat(operator.awaitRebuilds(WideLayoutRebuiltTest::areRebuilt, PATIENCE))
                    .as(() -> "rebuilt in time: " + operator.rebuilds())
                    .isTrue();
            assertThat(operator.rebuilds()).allMatch(each -> each.impossible() == 0);

            for (String other : suppliers.subList(1, 1 + SUPPLIERS / 2)) {
                cluster.takeAway(other);
            }
            for (int size : SIZES) {
                assertThat(visitor.get("file-" + size).body()).isEqualTo(Visitor.random(size));
            }
        }
    }

    /// Carriers are replaced one after the other, and the rebuild of the first ones may end before
    /// that of the last ones is made.
    private static boolean areRebuilt(List<RebuildView> rebuilds) {
        return rebuilds.stream().allMatch(each -> each.endedAt() != null)
                && rebuilds.stream().flatMap(each -> each.carriers().stream()).distinct().count()
                        == CARRIERS_EACH;
    }
}
