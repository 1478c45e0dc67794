package dev.stowage.cluster.process;

import static dev.stowage.cluster.process.Visitor.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database of a cluster that was cut between two lives.
class TruncatedDatabaseTest {

    @TempDir Path data;

    @Test
    void itsServiceDoesNotStartAndNothingIsLostWhenItIsWholeAgain() throws Exception {
        ClusterSettings settings = ClusterSettings.of(data, 0);
        String owner;
        try (LocalCluster cluster = LocalCluster.start(settings);
                Visitor visitor = new Visitor(cluster.gateway(), 100_000_000)) {
            owner = visitor.credentials();
            assertThat(visitor.put("file", random(2_000_000)).statusCode()).isEqualTo(201);
        }
        Path database = database();
        byte[] whole = Files.readAllBytes(database);
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        Files.write(database, cut);

        assertThatThrownBy(() -> LocalCluster.start(settings))
                .rootCause()
                .hasMessageContaining(database + " is truncated")
                .hasMessageContaining("Nothing was changed");
        assertThat(Files.readAllBytes(database)).isEqualTo(cut);

        Files.write(database, whole);
        try (LocalCluster cluster = LocalCluster.start(settings);
                Visitor visitor = new Visitor(cluster.gateway(), 100_000_000)) {
            assertThat(visitor.fetch(visitor.at("/v1/files/file", owner).GET()).body())
                    .isEqualTo(random(2_000_000));
        }
    }

    /// The only one: no other service has any.
    private Path database() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".mv.db")).toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }
}
