package dev.stowage.erasure;

import dev.stowage.erasure.kernel.Kernel;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// A systematic erasure code: K data fragments gain K parity fragments of the same length, and
/// enough of these 2K fragments give back the rest.
///
/// Fragments are always passed as an array of 2K entries: data at `0 … K-1`, parity at `K … 2K-1`.
/// The segments may lie on the heap or off it, are of one length of at least one symbol, and must
/// not overlap. Implementations are immutable, safe for use by several threads and deterministic.
public interface ErasureCode {

    /// Returns K, the number of data fragments.
    int dataFragments();

    /// Returns 2K, the number of all fragments.
    default int fragments() {
        return 2 * dataFragments();
    }

    /// Returns how many bytes of a fragment make a symbol: the length of fragments is a multiple of
    /// this. A code of more than 256 fragments cannot have symbols of one byte.
    default int symbolBytes() {
        return 1;
    }

    /// Computes all parity fragments from all data fragments.
    ///
    /// @param fragments 2K segments of equal length; the first K are read, the last K are
    ///   overwritten
    /// @throws IllegalArgumentException if the array has not 2K entries, an entry is null, lengths
    ///   are zero, differ or are not whole symbols, or a parity segment is read-only; nothing has
    ///   been written then
    void encode(MemorySegment[] fragments);

    /// Rebuilds the wanted fragments from those that are present.
    ///
    /// A wanted fragment that is present is left alone. The present fragments are taken for true: a
    /// corrupt one makes wrong ones, so check them first. When everything wanted is present nothing
    /// is computed, and then fewer fragments than the code needs are no error.
    ///
    /// @param fragments 2K entries; those that are neither present nor wanted are not looked at and
    ///   may be null, all others are segments of equal length
    /// @param present indexes of the fragments whose bytes are given
    /// @param wanted indexes of the fragments to be written
    /// @throws TooFewFragmentsException if the present fragments do not determine the wanted ones;
    ///   nothing has been written then
    /// @throws IllegalArgumentException if the array has not 2K entries, an index is beyond it, a
    ///   present or wanted entry is null, lengths are zero, differ or are not whole symbols, or a
    ///   segment to be written is read-only; nothing has been written then
    void reconstruct(@Nullable MemorySegment[] fragments, BitSet present, BitSet wanted);

    /// Returns which of the available fragments [#reconstruct] has to be given as present to write
    /// those of the wanted ones that are not available: nothing when all are; K with `rs`; with
    /// `xor` few, and the fewest possible when one position was lost. So a caller fetches what it
    /// needs and no more.
    ///
    /// @param available indexes of the fragments that could be fetched
    /// @param wanted indexes of the fragments that shall be there in the end
    /// @return a new set, a part of the available ones
    /// @throws TooFewFragmentsException if the available fragments do not determine the wanted ones
    /// @throws IllegalArgumentException if an index is beyond the last fragment
    BitSet sources(BitSet available, BitSet wanted);

    /// Has everything warmed that encoding takes, and reconstructing what half of the positions
    /// held, before anybody waits for it. Returns at once.
    default void warmUp() {
        MemorySegment[] fragments = new MemorySegment[fragments()];
        for (int i = 0; i < fragments.length; i++) {
            fragments[i] = MemorySegment.ofArray(new byte[64]);
        }
        encode(fragments);
        BitSet lost = new BitSet();
        lost.set(0, dataFragments() / 2);
        BitSet present = new BitSet();
        present.set(dataFragments() / 2, fragments());
        reconstruct(fragments, present, lost);
    }

    /// Returns the Reed–Solomon code `rs`, for which any K of the 2K fragments suffice. Calls with
    /// the same number give the same instance.
    ///
    /// @param dataFragments K: 2, 4, 7, 13, 16, 18, 26, 64, 256, 1024, 4096, 16384 or 65536
    /// @throws IllegalArgumentException for any other number
    static ErasureCode reedSolomon(int dataFragments) {
        return ReedSolomonCodes.WARMING.of(dataFragments);
    }

    /// Returns the same code, computed by one kernel from the first call on: for tests and
    /// measurements.
    ///
    /// @throws IllegalArgumentException for any other number
    /// @throws IllegalStateException if this JVM cannot use the kernel
    static ErasureCode reedSolomon(int dataFragments, Kernel kernel) {
        return ReedSolomonCodes.of(kernel).of(dataFragments);
    }

    /// Returns the code `xor`, whose parity fragments are the XOR of a few data fragments each: a
    /// lost position, data i and parity i, is rebuilt from far less than K fragments. In return not
    /// every half of the fragments suffices: 1, 2, 3, 4, 5, 6 and 10 lost positions are survived
    /// for sure with K = 2, 4, 7, 13, 18, 26 and 64. Calls with the same number give the same
    /// instance.
    ///
    /// @param dataFragments K: 2, 4, 7, 13, 18, 26 or 64
    /// @throws IllegalArgumentException for any other number
    static ErasureCode xor(int dataFragments) {
        return XorCode.of(dataFragments);
    }
}
