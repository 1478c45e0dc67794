package dev.stowage.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartTest {

    @Test
    void aPortInUseIsNamedWithWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> ClusterPorts.choose(taken.getLocalPort()))
                    .withMessageContaining("port " + taken.getLocalPort() + " is in use")
                    .withMessageContaining("--port");
        }
    }

    @Test
    void aPortThatWasChosenIsNotChosenAgainWhileNobodyServesThereYet() throws Exception {
        int chosen = ClusterPorts.free();

        assertThat(PortClaims.ofThisProcess().claim(chosen)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 65})
    void aNumberOfSuppliersOutOfRangeIsRefusedWithTheRange(int suppliers) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSettings.of(Path.of("data"), 0, suppliers))
                .withMessageContaining("2 … 64");
    }

    @ParameterizedTest
    @CsvSource({"2, 8", "3, 8", "5, 8", "8, 8", "15, 8", "16, 16", "64, 64"})
    void itIsReadyWhenEveryOctetThatTheSuppliersCanServeIsFormed(int suppliers, int carriers) {
        ClusterSettings settings = ClusterSettings.of(Path.of("data"), 0, suppliers);

        assertThat(settings.carriers()).isEqualTo(carriers);
    }
}
