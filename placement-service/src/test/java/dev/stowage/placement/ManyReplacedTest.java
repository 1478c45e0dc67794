package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.placement.carrier.Formers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Carriers that are given away together, as those of a supplier that is fired.
class ManyReplacedTest {

    @TempDir Path data;

    private Fleet fleet;

    @BeforeEach
    void open() {
        fleet = new Fleet(data, 3);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void noRebuildsAreMadeUntilAllAre() throws Exception {
        TestAccount account = fleet.account();
        fleet.replace(Fleet.carrierOf(account, 0), null, null);

        boolean _ =
                fleet.house()
                        .bean(Formers.class)
                        .together(
                                () -> {
                                    fleet.make();
                                    return true;
                                });
        assertThat(fleet.rebuilds()).isEmpty();

        fleet.make();
        assertThat(fleet.rebuilds()).hasSize(1);
    }
}
