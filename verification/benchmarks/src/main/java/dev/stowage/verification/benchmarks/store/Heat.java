package dev.stowage.verification.benchmarks.store;

import dev.stowage.verification.benchmarks.race.Speeds;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Entrants do their work in turns, A B C, A B C …, after some rounds that do not count.
///
/// @param directory where each round gets a directory of its own, gone before the next begins
record Heat(Path directory, int warmUps, int rounds) {

    /// Returns the speeds of the entrants, in their order.
    List<Speeds> run(List<Entrant> entrants) throws IOException, InterruptedException {
        List<List<Double>> speeds = new ArrayList<>();
        entrants.forEach(_ -> speeds.add(new ArrayList<>()));
        for (int round = -warmUps; round < rounds; round++) {
            for (int i = 0; i < entrants.size(); i++) {
                double speed = run(entrants.get(i));
                if (round >= 0) {
                    speeds.get(i).add(speed);
                }
            }
        }
        return speeds.stream().map(Speeds::new).toList();
    }

    private double run(Entrant entrant) throws IOException, InterruptedException {
        Path own = Files.createDirectory(directory.resolve("round"));
        try {
            return entrant.run(own);
        } finally {
            delete(own);
            // What the deletion left to be written down shall not burden the next one's syncs.
            sync(directory);
        }
    }

    static void delete(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(root)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }

    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
