package dev.stowage.cluster.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.cluster.process.ClusterSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoLayoutTest {

    private static final Path DATA = Path.of("data");

    @ParameterizedTest(name = "N = {0}: {1} suppliers, {2} carriers each")
    @CsvSource({
        "2, 8, 1",
        "4, 8, 1",
        "7, 8, 1",
        "13, 32, 1",
        "18, 32, 1",
        "26, 32, 1",
        "64, 64, 2"
    })
    void aCombinationHasASupplierForEachCarrierOfItsGroup(int number, int services, int carriers) {
        DemoLayout layout = DemoLayout.of(Optional.of(number), Optional.empty(), "xor");

        assertCluster(layout, services, carriers);
        assertThat(layout.wishes()).isEqualTo(Map.of("suppliers", number, "code", "xor"));
    }

    @ParameterizedTest(name = "level {0}: {1} suppliers, {2} carriers each")
    @CsvSource({"0, 8, 1", "1, 32, 1", "2, 64, 2", "3, 64, 8", "7, 64, 2048"})
    void aWholeGroupHasASupplierForEachCarrierOrSixtyFour(int level, int services, int carriers) {
        DemoLayout layout = DemoLayout.of(Optional.empty(), Optional.of(level), "rs");

        assertCluster(layout, services, carriers);
        assertThat(layout.wishes()).isEqualTo(Map.of("level", level, "code", "rs"));
    }

    @Test
    void withoutAWishItIsTheDefaultLayout() {
        assertThat(DemoLayout.of(Optional.empty(), Optional.empty(), "rs"))
                .hasToString("N = 4, rs");
    }

    @Test
    void aLevelThatDoesNotExistIsRefused() {
        DemoLayout layout = DemoLayout.of(Optional.empty(), Optional.of(8), "rs");

        assertThatIllegalArgumentException().isThrownBy(() -> layout.cluster(DATA));
    }

    private static void assertCluster(DemoLayout layout, int services, int carriers) {
        ClusterSettings settings = layout.cluster(DATA);
        assertThat(settings.suppliers()).isEqualTo(services);
        assertThat(settings.carriersPerSupplier()).isEqualTo(carriers);
    }
}
