package dev.stowage.erasure;

import dev.stowage.erasure.kernel.Program;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The code `rs` over GF(2^8): fragments are values of a polynomial, so any K of the 2K suffice.
///
/// Parity comes from one program; what is lost from a matrix, which depends on what is lost.
final class NarrowReedSolomon implements ErasureCode {

    /// Losses are those of suppliers, so the same ones come again with every block.
    private static final int MOST_REMEMBERED = 64;

    private final int dataFragments;
    private final Program encoding;
    private final RecentlyUsed<Loss, Program> reconstructions;

    /// What is at hand, and what is to be made of it.
    private record Loss(BitSet sources, BitSet missing) {}

    NarrowReedSolomon(Interpolation interpolation, Program encoding, MatrixPrograms matrices) {
        this.dataFragments = interpolation.dataFragments();
        this.encoding = encoding;
        this.reconstructions =
                new RecentlyUsed<>(
                        MOST_REMEMBERED,
                        loss ->
                                matrices.program(
                                        interpolation.matrix(loss.sources(), loss.missing())));
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
        encoding.run(array.at(read), array.at(written));
    }

    @Override
    public void reconstruct(@Nullable MemorySegment[] fragments, BitSet present, BitSet wanted) {
        BitSet missing = (BitSet) wanted.clone();
        missing.andNot(present);
        FragmentArray array = FragmentArray.check(this, fragments, present, missing);
        if (missing.isEmpty()) {
            return;
        }
        BitSet sources = sources(present, missing);
        reconstructions.get(new Loss(sources, missing)).run(array.at(sources), array.at(missing));
    }

    @Override
    public BitSet sources(BitSet available, BitSet wanted) {
        return FragmentArray.firstOf(this, available, wanted);
    }

    @Override
    public String toString() {
        return "rs(%d+%d)".formatted(dataFragments, dataFragments);
    }
}
