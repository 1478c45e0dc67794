package dev.stowage.verification.benchmarks.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How long a store with many records takes to open, each time in a fresh JVM, and what memory it
/// needs.
///
/// @param unclean seconds to open after `kill -9`, each time after some more was stored
/// @param clean seconds to open after it was closed
/// @param bytesPerRecord of heap, beyond what does not grow
/// @param fixedBytes of heap, however few records there are
record Starts(
        long records,
        List<Double> unclean,
        List<Double> clean,
        double bytesPerRecord,
        double fixedBytes) {

    private static final int FEW = 10;
    private static final long BETWEEN_KILLS = 4000;

    Starts {
        unclean = List.copyOf(unclean);
        clean = List.copyOf(clean);
    }

    /// Fills a store and opens it again and again.
    static Starts measure(Path directory, long records, int rounds)
            throws IOException, InterruptedException {
        open(directory, records / FEW);
        StoreProcess.Opened few = open(directory, records - records / FEW);
        StoreProcess.Opened many = few;
        List<Double> unclean = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            many = open(directory, BETWEEN_KILLS);
            unclean.add(many.seconds());
        }
        close(directory);
        List<Double> clean = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            clean.add(close(directory).seconds());
        }
        double perRecord =
                (double) (many.heapBytes() - few.heapBytes()) / (many.records() - few.records());
        return new Starts(
                records, unclean, clean, perRecord, few.heapBytes() - perRecord * few.records());
    }

    private static StoreProcess.Opened open(Path directory, long written) throws IOException {
        try (StoreProcess process = StoreProcess.open(directory)) {
            process.write(written);
            return process.opened();
        }
    }

    private static StoreProcess.Opened close(Path directory)
            throws IOException, InterruptedException {
        try (StoreProcess process = StoreProcess.open(directory)) {
            process.stop();
            return process.opened();
        }
    }
}
