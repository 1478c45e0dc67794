package dev.stowage.erasure;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/// The steps by which fragments become others, each the XOR of fragments that are read or come from
/// earlier steps.
///
/// Fragments are worked through in tiles that stay in the processor's cache, eight bytes as one
/// long. The inner loops are only XOR over arrays, which the JIT compiler turns into vector
/// instructions on any processor.
final class XorPlan {

    private static final int TILE_LONGS = 256;

    private final int slots;
    private final List<Step> steps;
    private final BitSet read;
    private final BitSet written;

    /// What one slot becomes. Slots below 2K are fragments, those from there on hold what is only
    /// of use on the way.
    static final class Step {

        private final int target;
        private final int[] summands;

        /// @param summands other slots, at least one
        Step(int target, int[] summands) {
            this.target = target;
            this.summands = summands;
        }
    }

    private XorPlan(int slots, List<Step> steps, BitSet read, BitSet written) {
        this.slots = slots;
        this.steps = steps;
        this.read = read;
        this.written = written;
    }

    /// Keeps of the steps those that lead to the wanted fragments.
    ///
    /// @param slots more than the highest slot
    /// @param steps in their order
    /// @param wanted fragments that are targets of steps
    static XorPlan of(int slots, List<Step> steps, BitSet wanted) {
        Deque<Step> useful = new ArrayDeque<>();
        BitSet open = (BitSet) wanted.clone();
        for (Step step : steps.reversed()) {
            if (open.get(step.target)) {
                open.clear(step.target);
                for (int summand : step.summands) {
                    open.set(summand);
                }
                useful.addFirst(step);
            }
        }
        return new XorPlan(slots, List.copyOf(useful), open, wanted);
    }

    /// Returns the fragments that are read.
    BitSet sources() {
        return (BitSet) read.clone();
    }

    /// Overwrites the wanted fragments.
    void run(FragmentArray fragments) {
        MemorySegment[] sources = fragments.at(read);
        MemorySegment[] targets = fragments.at(written);
        int[] sourceSlots = read.stream().toArray();
        int[] targetSlots = written.stream().toArray();
        long length = targets[0].byteSize();
        int tileLongs = (int) Math.min(TILE_LONGS, Math.ceilDiv(length, Long.BYTES));
        long tileBytes = (long) tileLongs * Long.BYTES;
        long[][] tile = tile(tileLongs);
        for (long offset = 0; offset < length; offset += tileBytes) {
            long bytes = Math.min(tileBytes, length - offset);
            for (int i = 0; i < sources.length; i++) {
                MemorySegment slot = MemorySegment.ofArray(tile[sourceSlots[i]]);
                MemorySegment.copy(sources[i], offset, slot, 0, bytes);
            }
            for (Step step : steps) {
                sum(tile, step);
            }
            for (int i = 0; i < targets.length; i++) {
                MemorySegment slot = MemorySegment.ofArray(tile[targetSlots[i]]);
                MemorySegment.copy(slot, 0, targets[i], offset, bytes);
            }
        }
    }

    /// Returns an array for each slot that is in use.
    private long[][] tile(int longs) {
        long[][] tile = new long[slots][];
        read.stream().forEach(fragment -> tile[fragment] = new long[longs]);
        for (Step step : steps) {
            tile[step.target] = new long[longs];
        }
        return tile;
    }

    private static void sum(long[][] tile, Step step) {
        long[] sum = tile[step.target];
        int[] summands = step.summands;
        int rest = summands.length % 4;
        switch (rest) {
            case 1 -> System.arraycopy(tile[summands[0]], 0, sum, 0, sum.length);
            case 2 -> set(sum, tile[summands[0]], tile[summands[1]]);
            case 3 -> set(sum, tile[summands[0]], tile[summands[1]], tile[summands[2]]);
            default -> {
                rest = 4;
                set(
                        sum,
                        tile[summands[0]],
                        tile[summands[1]],
                        tile[summands[2]],
                        tile[summands[3]]);
            }
        }
        for (int i = rest; i < summands.length; i += 4) {
            add(
                    sum,
                    tile[summands[i]],
                    tile[summands[i + 1]],
                    tile[summands[i + 2]],
                    tile[summands[i + 3]]);
        }
    }

    private static void set(long[] sum, long[] a, long[] b) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] ^ b[i];
        }
    }

    private static void set(long[] sum, long[] a, long[] b, long[] c) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] ^ b[i] ^ c[i];
        }
    }

    private static void set(long[] sum, long[] a, long[] b, long[] c, long[] d) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] ^ b[i] ^ c[i] ^ d[i];
        }
    }

    private static void add(long[] sum, long[] a, long[] b, long[] c, long[] d) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= a[i] ^ b[i] ^ c[i] ^ d[i];
        }
    }
}
