package dev.stowage.erasure;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The code `rs`: fragments are values of a polynomial over GF(2^8), so any K of the 2K suffice.
final class ReedSolomon implements ErasureCode {

    private static final List<Integer> ALLOWED = List.of(2, 4, 7, 13, 16, 18, 26, 64);

    private static final Map<Integer, ReedSolomon> CODES =
            ALLOWED.stream().collect(Collectors.toMap(Function.identity(), ReedSolomon::new));

    private final int dataFragments;
    private final int[] data;
    private final int[] parity;
    private final Interpolation interpolation;
    private final ByteMatrix generator;

    private ReedSolomon(int dataFragments) {
        this.dataFragments = dataFragments;
        this.data = IntStream.range(0, dataFragments).toArray();
        this.parity = IntStream.range(dataFragments, 2 * dataFragments).toArray();
        this.interpolation = new Interpolation(dataFragments);
        this.generator = interpolation.matrix(data, parity);
    }

    static ReedSolomon of(int dataFragments) {
        ReedSolomon code = CODES.get(dataFragments);
        if (code == null) {
            throw new IllegalArgumentException(
                    "no code rs for %d data fragments, only for %s"
                            .formatted(dataFragments, ALLOWED));
        }
        return code;
    }

    @Override
    public int dataFragments() {
        return dataFragments;
    }

    @Override
    public void encode(MemorySegment[] fragments) {
        BitSet read = new BitSet(fragments());
        read.set(0, dataFragments);
        BitSet written = new BitSet(fragments());
        written.set(dataFragments, fragments());
        FragmentArray array = FragmentArray.check(this, fragments, read, written);
        generator.multiply(array.at(data), array.at(parity));
    }

    @Override
    public void reconstruct(@Nullable MemorySegment[] fragments, BitSet present, BitSet wanted) {
        BitSet missing = (BitSet) wanted.clone();
        missing.andNot(present);
        FragmentArray array = FragmentArray.check(this, fragments, present, missing);
        if (missing.isEmpty()) {
            return;
        }
        if (present.cardinality() < dataFragments) {
            throw new TooFewFragmentsException(dataFragments, fragments(), present);
        }
        int[] sources = present.stream().limit(dataFragments).toArray();
        int[] targets = missing.stream().toArray();
        interpolation.matrix(sources, targets).multiply(array.at(sources), array.at(targets));
    }

    /// Any K fragments serve; the first K of those available have the most data among them, and
    /// what is data already need not be computed.
    @Override
    public BitSet sources(BitSet available, BitSet wanted) {
        BitSet sources = new BitSet(fragments());
        BitSet missing = FragmentArray.union(this, available, wanted);
        missing.andNot(available);
        if (missing.isEmpty()) {
            return sources;
        }
        if (available.cardinality() < dataFragments) {
            throw new TooFewFragmentsException(dataFragments, fragments(), available);
        }
        available.stream().limit(dataFragments).forEach(sources::set);
        return sources;
    }

    @Override
    public String toString() {
        return "rs(%d+%d)".formatted(dataFragments, dataFragments);
    }
}
