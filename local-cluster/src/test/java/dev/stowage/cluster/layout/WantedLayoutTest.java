package dev.stowage.cluster.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.cluster.process.ClusterSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedLayoutTest {

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
        WantedLayout layout = WantedLayout.combination(number, "xor");

        assertCluster(layout, services, carriers);
        assertThat(layout.wishes()).isEqualTo(Map.of("suppliers", number, "code", "xor"));
    }

    @ParameterizedTest(name = "level {0}: {1} suppliers, {2} carriers each")
    @CsvSource({"0, 8, 1", "1, 32, 1", "2, 64, 2", "3, 64, 8", "7, 64, 2048"})
    void aWholeGroupHasASupplierForEachCarrierOrSixtyFour(int level, int services, int carriers) {
        WantedLayout layout = WantedLayout.group(level, "rs");

        assertCluster(layout, services, carriers);
        assertThat(layout.wishes()).isEqualTo(Map.of("level", level, "code", "rs"));
    }

    @Test
    void itsNameSaysWhatWasWished() {
        assertThat(WantedLayout.combination(4, "rs")).hasToString("N = 4, rs");
        assertThat(WantedLayout.group(3, "rs")).hasToString("level 3, rs");
        assertThat(new WantedLayout(4, 1, "xor")).hasToString("N = 4, level 1, xor");
    }

    @Test
    void withNeitherANumberNorALevelThereIsNoCluster() {
        WantedLayout layout = new WantedLayout(null, null, "rs");

        assertThatIllegalArgumentException().isThrownBy(() -> layout.cluster(DATA));
    }

    @Test
    void aLevelThatDoesNotExistIsRefused() {
        WantedLayout layout = WantedLayout.group(8, "rs");

        assertThatIllegalArgumentException().isThrownBy(() -> layout.cluster(DATA));
    }

    private static void assertCluster(WantedLayout layout, int services, int carriers) {
        ClusterSettings settings = layout.cluster(DATA);
        assertThat(settings.suppliers()).isEqualTo(services);
        assertThat(settings.carriersPerSupplier()).isEqualTo(carriers);
    }
}
