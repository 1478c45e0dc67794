package dev.stowage.erasure;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Finds the steps that lead from available fragments to wanted ones.
///
/// A parity fragment of whose summands one is unknown gives that one: such steps come first
/// (peeling), each time the one that reads the fewest new fragments. Where no parity fragment is
/// left with a single unknown one, the rest is a system of linear equations over GF(2) and solved
/// as such.
///
/// To rebuild one position this reads as few fragments as is possible at all: its parity needs all
/// of its summands, and its data takes the parity fragment that shares the most with what is read
/// already.
final class XorSolver {

    private final XorMap map;
    private final int positions;
    private final long parity;
    private final long available;
    private final BitSet missing;
    private final BitSet undetermined;
    private final List<XorPlan.Step> steps = new ArrayList<>();

    private long known;
    private long wantedData;
    private long wantedParity;
    private long readData;
    private long readParity;

    /// @param available fragments that may be read
    /// @param missing other fragments, at least one
    XorSolver(XorMap map, BitSet available, BitSet missing) {
        this.map = map;
        this.positions = map.positions();
        this.available = bits(available, 0, positions);
        this.parity = bits(available, positions, 2 * positions);
        this.known = this.available;
        this.wantedData = bits(missing, 0, positions);
        this.wantedParity = bits(missing, positions, 2 * positions);
        this.missing = missing;
        this.undetermined = solve();
    }

    /// Returns the missing fragments that do not follow from the available ones.
    BitSet undetermined() {
        return undetermined;
    }

    /// Returns the plan that reads some of the available fragments and writes the missing ones. It
    /// exists when nothing is undetermined.
    XorPlan plan() {
        return XorPlan.of(steps, missing);
    }

    private BitSet solve() {
        while ((wantedData | wantedParity) != 0) {
            if (!addUp() && !peel(unknownOfWanted()) && !peel(map.all())) {
                return eliminate();
            }
        }
        return new BitSet();
    }

    /// Computes each wanted parity fragment whose summands are known.
    private boolean addUp() {
        long before = wantedParity;
        for (int j : bits(wantedParity)) {
            if ((map.summands(j) & ~known) == 0) {
                wantedParity &= ~(1L << j);
                readData |= map.summands(j) & available;
                steps.add(new XorPlan.Step(positions + j, bits(map.summands(j))));
            }
        }
        return wantedParity != before;
    }

    private long unknownOfWanted() {
        long unknown = wantedData;
        for (int j : bits(wantedParity)) {
            unknown |= map.summands(j) & ~known;
        }
        return unknown;
    }

    /// Computes one data fragment, if one of the candidates is the only unknown one in some parity
    /// fragment.
    private boolean peel(long candidates) {
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        for (int j : bits(parity)) {
            long unknown = map.summands(j) & ~known;
            if (Long.bitCount(unknown) == 1 && (unknown & candidates) != 0 && reads(j) < fewest) {
                best = j;
                fewest = reads(j);
            }
        }
        if (best < 0) {
            return false;
        }
        long unknown = map.summands(best) & ~known;
        steps.add(new XorPlan.Step(Long.numberOfTrailingZeros(unknown), parityAndKnown(best)));
        read(best);
        known |= unknown;
        wantedData &= ~unknown;
        return true;
    }

    /// Returns how many fragments more must be read to use a parity fragment.
    private int reads(int j) {
        long data = map.summands(j) & available & ~readData;
        return Long.bitCount(data) + Long.bitCount(1L << j & ~readParity);
    }

    private void read(int j) {
        readData |= map.summands(j) & available;
        readParity |= 1L << j;
    }

    private int[] parityAndKnown(int j) {
        IntStream data = IntStream.of(bits(map.summands(j) & known));
        return IntStream.concat(IntStream.of(positions + j), data).toArray();
    }

    /// Computes what is left of the wanted fragments by elimination, cheap equations first. Returns
    /// those that do not follow.
    private BitSet eliminate() {
        LinearSpan equations = new LinearSpan();
        BitSet prepared = new BitSet();
        BitSet undetermined = new BitSet();
        IntStream.of(bits(parity))
                .boxed()
                .sorted(Comparator.comparingInt(this::reads))
                .forEach(j -> equations.add(map.summands(j) & ~known, j));
        for (int i : bits(wantedData)) {
            long used = equations.express(1L << i);
            if (used == 0) {
                undetermined.set(i);
            } else {
                prepare(used, prepared);
                steps.add(new XorPlan.Step(i, slots(used, 0)));
            }
        }
        for (int j : bits(wantedParity)) {
            long used = equations.express(map.summands(j) & ~known);
            if (used == 0) {
                undetermined.set(positions + j);
            } else {
                prepare(used, prepared);
                steps.add(new XorPlan.Step(positions + j, slots(used, map.summands(j) & known)));
            }
        }
        return undetermined;
    }

    /// Adds what is known to parity fragments, once for each: then only the unknown is left in
    /// them.
    private void prepare(long equations, BitSet prepared) {
        for (int j : bits(equations)) {
            if (!prepared.get(j)) {
                prepared.set(j);
                steps.add(new XorPlan.Step(2 * positions + j, parityAndKnown(j)));
            }
        }
    }

    /// Returns the slots of prepared parity fragments and of data fragments.
    private int[] slots(long equations, long data) {
        IntStream prepared = IntStream.of(bits(equations)).map(j -> 2 * positions + j);
        return IntStream.concat(prepared, IntStream.of(bits(data))).toArray();
    }

    private static int[] bits(long set) {
        int[] bits = new int[Long.bitCount(set)];
        long rest = set;
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
        }
        return bits;
    }

    private static long bits(BitSet set, int from, int to) {
        return set.get(from, to).stream().mapToLong(i -> 1L << i).reduce(0, (a, b) -> a | b);
    }
}
