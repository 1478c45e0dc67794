package dev.stowage.verification.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.verification.benchmarks.race.Speeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeatTest {

    @TempDir private Path directory;

    private final List<String> order = new ArrayList<>();

    /// Is twice as fast in each round as in the one before.
    private final class Doubling implements Entrant {

        private final String name;
        private double speed;

        Doubling(String name, double speed) {
            this.name = name;
            this.speed = speed;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public double run(Path own) throws IOException {
            try (Stream<Path> files = Files.list(own)) {
                assertThat(files).isEmpty();
            }
            Files.writeString(own.resolve("left"), "over");
            order.add(name);
            speed *= 2;
            return speed;
        }
    }

    @Test
    void entrantsTakeTurnsEachInAnEmptyDirectory() throws Exception {
        List<Speeds> speeds =
                new Heat(directory, 1, 3).run(List.of(new Doubling("a", 1), new Doubling("b", 10)));

        assertThat(order).containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
        assertThat(speeds.get(0).rounds()).containsExactly(4.0, 8.0, 16.0);
        assertThat(speeds.get(1).ratioTo(speeds.get(0))).isEqualTo(10);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void oneThatFailsEndsTheHeat() {
        Entrant failing =
                new Entrant() {
                    @Override
                    public String name() {
                        return "failing";
                    }

                    @Override
                    public double run(Path own) throws IOException {
                        throw new IOException("the disk is on fire");
                    }
                };

        assertThatThrownBy(() -> new Heat(directory, 0, 1).run(List.of(failing)))
                .hasMessage("the disk is on fire");
        assertThat(directory).isEmptyDirectory();
    }
}
