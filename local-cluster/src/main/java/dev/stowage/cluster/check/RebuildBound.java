package dev.stowage.cluster.check;

import dev.stowage.erasure.ErasureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a machine allows of a rebuild: the disk must give what is read and take what was lost, the
/// codes must make it. In bytes a second, in units of 10^6.
///
/// @param read bytes that the disk gives from files of suppliers, at random and as much of them in
///   memory as there is
/// @param written bytes that it takes, one after the other, forced at the end
/// @param codes bytes of lost records that all processors make together of fragments in memory
/// @param readForEach bytes that must be read for each that was lost
record RebuildBound(double read, double written, double codes, double readForEach) {

    private static final int DISK_BYTES = 512 << 20;
    private static final int WRITE_BYTES = 4 << 20;
    private static final int READ_BYTES = 1 << 20;
    private static final int FRAGMENT_BYTES = 256 << 10;
    private static final Duration TIME = Duration.ofSeconds(2);

    /// Measures all.
    ///
    /// @param data of the cluster; what is written there is removed
    /// @param codes of combinations, as much was lost of each: one position
    static RebuildBound measure(Path data, List<ErasureCode> codes, double readForEach)
            throws IOException {
        return new RebuildBound(
                readMegabytesASecond(data),
                writtenMegabytesASecond(data),
                codesMegabytesASecond(codes),
                readForEach);
    }

    /// Bytes of lost records a second: one disk reads and writes, the processors work beside it.
    double megabytesASecond() {
        return Math.min(codes, 1 / (readForEach / read + 1 / written));
    }

    private static double readMegabytesASecond(Path directory) throws IOException {
        List<Path> files = filesWorthReading(directory);
        if (files.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        int threads = Runtime.getRuntime().availableProcessors();
        int reads = DISK_BYTES / READ_BYTES / threads;
        long start = System.nanoTime();
        IntStream.range(0, threads).parallel().forEach(thread -> read(files, reads, thread));
        return (double) threads * reads * READ_BYTES * 1e3 / (System.nanoTime() - start);
    }

    private static List<Path> filesWorthReading(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(each -> each.toFile().length() >= READ_BYTES).toList();
        }
    }

    private static void read(List<Path> files, int reads, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        for (int each = 0; each < reads; each++) {
            Path file = files.get(random.nextInt(files.size()));
            try (FileChannel channel = FileChannel.open(file)) {
                channel.read(buffer.clear(), random.nextLong(channel.size() - READ_BYTES + 1));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    private static double writtenMegabytesASecond(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "disk", "");
        ByteBuffer buffer = ByteBuffer.allocateDirect(WRITE_BYTES);
        long start = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int written = 0; written < DISK_BYTES; written += WRITE_BYTES) {
                channel.write(buffer.clear());
            }
            channel.force(false);
            return DISK_BYTES * 1e3 / (System.nanoTime() - start);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static double codesMegabytesASecond(List<ErasureCode> codes) {
        double timeOfOne = 0;
        for (ErasureCode code : codes) {
            timeOfOne += 1 / megabytesASecond(code);
        }
        return codes.size() / timeOfOne;
    }

    private static double megabytesASecond(ErasureCode code) {
        return IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .mapToDouble(thread -> megabytesASecond(code, thread))
                .sum();
    }

    private static double megabytesASecond(ErasureCode code, long seed) {
        MemorySegment[] fragments = new MemorySegment[code.fragments()];
        SplittableRandom random = new SplittableRandom(seed);
        for (int index = 0; index < fragments.length; index++) {
            byte[] bytes = new byte[FRAGMENT_BYTES];
            random.nextBytes(bytes);
            fragments[index] = MemorySegment.ofArray(bytes);
        }
        BitSet lost = ofPosition(code, 0);
        BitSet available = new BitSet();
        available.set(0, code.fragments());
        available.andNot(lost);
        BitSet sources = code.sources(available, lost);
        long start = System.nanoTime();
        long made = 0;
        while (System.nanoTime() - start < TIME.toNanos()) {
            code.reconstruct(fragments, sources, lost);
            made += (long) lost.cardinality() * FRAGMENT_BYTES;
        }
        return made * 1e3 / (System.nanoTime() - start);
    }

    /// The fragments of one position of a combination.
    static BitSet ofPosition(ErasureCode code, int position) {
        BitSet fragments = new BitSet();
        fragments.set(position);
        fragments.set(code.dataFragments() + position);
        return fragments;
    }
}
