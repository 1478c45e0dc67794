package dev.stowage.cluster.process;

import static dev.stowage.cluster.process.Visitor.json;
import static dev.stowage.cluster.process.Visitor.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.supplier.live.CollectSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole cluster whose suppliers wait a second instead of a day.
class FreedSpaceTest {

    private static final int FILE = 20_000_000;

    /// What is left of an account: its list of files, small blocks, and their padding.
    private static final long LITTLE = 1_000_000;

    @TempDir Path data;
    private LocalCluster cluster;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        CollectSettings soon = new CollectSettings(Duration.ofSeconds(1), Duration.ofMillis(300));
        cluster = LocalCluster.start(ClusterSettings.of(data, 0).collecting(soon));
        visitor = new Visitor(cluster.gateway(), 100_000_000);
        put("kept", random(FILE - 1));
        put("small", random(1000));
        visitor.awaitDeliveries();
    }

    @AfterEach
    void stop() {
        visitor.close();
        cluster.close();
    }

    private void put(String path, byte[] content) throws Exception {
        assertThat(visitor.put(path, content).statusCode()).isBetween(200, 201);
    }

    private long onSuppliers() throws Exception {
        return json(visitor.send(visitor.at("/v1/space").GET())).path("onSuppliers").longValue();
    }

    private void awaitOnSuppliers(long least, long most) throws Exception {
        long now = onSuppliers();
        while (now < least || now > most) {
            TimeUnit.MILLISECONDS.sleep(50);
            now = onSuppliers();
        }
    }

    @Test
    void aDeletedFileFreesItsSpaceAndTheOthersStay() throws Exception {
        put("gone", random(FILE));
        visitor.awaitDeliveries();
        assertThat(onSuppliers()).isGreaterThan(4L * FILE - LITTLE);

        assertThat(visitor.send(visitor.file("gone").DELETE()).statusCode()).isEqualTo(204);

        awaitOnSuppliers(2L * FILE - LITTLE, 2L * FILE + LITTLE);
        assertThat(visitor.get("kept").body()).isEqualTo(random(FILE - 1));
        assertThat(visitor.get("small").body()).isEqualTo(random(1000));
    }

    @Test
    void aReplacedFileFreesTheSpaceOfWhatItWas() throws Exception {
        put("file", random(FILE));

        put("file", random(FILE + 1));

        awaitOnSuppliers(4L * FILE - LITTLE, 4L * FILE + LITTLE);
        assertThat(visitor.get("file").body()).isEqualTo(random(FILE + 1));
        assertThat(visitor.get("kept").body()).isEqualTo(random(FILE - 1));
    }
}
