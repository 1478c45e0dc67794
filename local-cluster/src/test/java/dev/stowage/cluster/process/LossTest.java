package dev.stowage.cluster.process;

import static dev.stowage.cluster.process.Visitor.assertRefused;
import static dev.stowage.cluster.process.Visitor.random;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What suppliers lose, from the outside: never a wrong byte.
class LossTest {

    private static final int FILE = 8_000_000;

    @TempDir private Path data;

    private LocalCluster cluster;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(ClusterSettings.of(data, 0));
        visitor = new Visitor(cluster.gateway(), 100_000_000);
        assertThat(visitor.put("file", random(FILE)).statusCode()).isEqualTo(201);
        visitor.awaitDeliveries();
    }

    @AfterEach
    void stop() {
        visitor.close();
        cluster.close();
    }

    @Test
    void bitsThatFlipOnHalfOfTheSuppliersDoNoHarmAndBeyondThatTheFileIsRefused() throws Exception {
        List<Path> holders = holders();
        flipBits(holders.get(0));
        flipBits(holders.get(1));

        assertThat(visitor.get("file").body()).isEqualTo(random(FILE));

        flipBits(holders.get(2));
        assertRefused(visitor.send(visitor.file("file").GET()), 503, "too-few-fragments");
    }

    @Test
    void withoutSuppliersNothingIsAcknowledgedAndNothingIsGivenOut() throws Exception {
        for (int index = 0; index < ClusterSettings.DEFAULT_SUPPLIERS; index++) {
            cluster.stopSupplier(index);
        }

        assertRefused(visitor.put("other", random(100)), 503, "too-few-suppliers");
        assertRefused(visitor.send(visitor.file("file").GET()), 503, "too-few-fragments");
    }

    /// The record logs that the file went into: the account lies on four of the eight suppliers.
    private List<Path> holders() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("suppliers"))) {
            List<Path> logs =
                    files.filter(file -> file.getParent().endsWith("records"))
                            .filter(file -> file.toFile().length() > FILE / 4)
                            .toList();
            assertThat(logs).hasSize(4);
            return logs;
        }
    }

    /// One bit in every thousand bytes: every large record has some.
    private static void flipBits(Path log) throws IOException {
        try (FileChannel channel =
                FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            for (long position = 100_000; position < channel.size(); position += 1000) {
                channel.read(one.clear(), position);
                one.put(0, (byte) (one.get(0) ^ 1));
                channel.write(one.flip(), position);
            }
        }
    }
}
