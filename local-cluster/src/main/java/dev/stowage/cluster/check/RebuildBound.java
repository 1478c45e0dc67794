package dev.stowage.cluster.check;

import dev.stowage.erasure.ErasureCode;
import java.io.IOException;
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

/// What a machine allows of a rebuild: the disk must take what was lost, the codes must make it.
final class RebuildBound {

    private static final int DISK_BYTES = 512 << 20;
    private static final int WRITE_BYTES = 4 << 20;
    private static final int FRAGMENT_BYTES = 256 << 10;
    private static final Duration TIME = Duration.ofSeconds(2);

    private RebuildBound() {}

    /// Bytes a second, in units of 10^6, that the disk takes one after the other, forced at the
    /// end.
    static double diskMegabytesASecond(Path directory) throws IOException {
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

    /// Bytes of lost records a second, in units of 10^6, that all processors make together of
    /// fragments in memory, of each code as many.
    ///
    /// @param codes of combinations: one position of each is lost
    static double codesMegabytesASecond(List<ErasureCode> codes) {
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
