package dev.stowage.erasure;

import dev.stowage.erasure.kernel.Program;
import dev.stowage.erasure.kernel.WarmingRoutines;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The code `xor`: each parity fragment is the XOR of a few data fragments of other positions, by a
/// fixed [XorMap] for each number of positions.
///
/// A lost position is rebuilt from far less than K fragments, but fewer lost positions are survived
/// for sure than with `rs`. Beyond that number it depends on which ones are lost.
final class XorCode implements ErasureCode {

    /// Losses are those of suppliers, so the same ones come again with every block.
    private static final int MOST_REMEMBERED = 64;

    private static final SumRoutines ROUTINES = new SumRoutines(WarmingRoutines.shared());
    private static final Map<Integer, XorCode> CODES = new TreeMap<>();

    static {
        add(1, 2, List.of(List.of(1)));
        add(2, 4, List.of(List.of(1, 2)));
        add(3, 7, List.of(List.of(2, 3, 5)));
        add(4, 13, List.of(List.of(3, 4, 7, 11)));
        add(5, 18, List.of(List.of(3, 6, 7, 9, 10, 15), List.of(1, 7, 10, 11)));
        add(6, 26, List.of(List.of(4, 10, 16, 17, 18, 19, 23), List.of(3, 6, 16, 22, 25)));
        add(
                10,
                64,
                List.of(
                        List.of(2, 7, 9, 11, 15, 29, 30, 32, 44, 49, 52),
                        List.of(1, 4, 9, 21, 23, 32, 36, 41, 54)));
    }

    private final XorMap map;
    private final int tolerance;
    private final Work encoding;
    private final RecentlyUsed<Loss, Work> reconstructions;

    /// What is at hand, and what is to be made of it.
    private record Loss(BitSet available, BitSet missing) {}

    /// A program and the fragments that it reads.
    private record Work(BitSet sources, Program program) {

        static Work of(XorPlan plan) {
            return new Work(plan.sources(), plan.program(ROUTINES));
        }

        void run(FragmentArray fragments, BitSet targets) {
            program.run(fragments.at(sources), fragments.at(targets));
        }
    }

    private XorCode(XorMap map, int tolerance) {
        this.map = map;
        this.tolerance = tolerance;
        this.encoding = Work.of(new XorSolver(map, data(), parity()).plan());
        this.reconstructions =
                new RecentlyUsed<>(
                        MOST_REMEMBERED, loss -> Work.of(plan(loss.available(), loss.missing())));
    }

    private static void add(int tolerance, int positions, List<List<Integer>> differences) {
        XorMap map = new XorMap(positions, differences);
        CODES.put(positions, new XorCode(map, tolerance));
    }

    static XorCode of(int dataFragments) {
        XorCode code = CODES.get(dataFragments);
        if (code == null) {
            throw new IllegalArgumentException(
                    "no code xor for %d data fragments, only for %s"
                            .formatted(dataFragments, CODES.keySet()));
        }
        return code;
    }

    XorMap map() {
        return map;
    }

    /// Returns how many positions, data and parity of each, may be lost whichever they are.
    int tolerance() {
        return tolerance;
    }

    @Override
    public int dataFragments() {
        return map.positions();
    }

    @Override
    public void encode(MemorySegment[] fragments) {
        encoding.run(FragmentArray.check(this, fragments, data(), parity()), parity());
    }

    @Override
    public void reconstruct(@Nullable MemorySegment[] fragments, BitSet present, BitSet wanted) {
        BitSet missing = (BitSet) wanted.clone();
        missing.andNot(present);
        FragmentArray array = FragmentArray.check(this, fragments, present, missing);
        if (!missing.isEmpty()) {
            Loss loss = new Loss((BitSet) present.clone(), missing);
            reconstructions.get(loss).run(array, missing);
        }
    }

    @Override
    public BitSet sources(BitSet available, BitSet wanted) {
        BitSet missing = FragmentArray.union(this, available, wanted);
        missing.andNot(available);
        return missing.isEmpty() ? missing : plan(available, missing).sources();
    }

    private XorPlan plan(BitSet available, BitSet missing) {
        XorSolver solver = new XorSolver(map, available, missing);
        BitSet undetermined = solver.undetermined();
        if (!undetermined.isEmpty()) {
            // lost fragments lie on no more positions than there are of them
            int needed = fragments() - tolerance;
            throw TooFewFragmentsException.undetermined(
                    undetermined, needed, fragments(), available);
        }
        return solver.plan();
    }

    private BitSet data() {
        BitSet data = new BitSet();
        data.set(0, dataFragments());
        return data;
    }

    private BitSet parity() {
        BitSet parity = new BitSet();
        parity.set(dataFragments(), fragments());
        return parity;
    }

    @Override
    public String toString() {
        return "xor(%d+%d)".formatted(dataFragments(), dataFragments());
    }
}
