package dev.stowage.erasure;

import dev.stowage.erasure.kernel.Program;
import dev.stowage.erasure.kernel.Stage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/// The steps by which fragments become others, each the XOR of fragments that are read or come from
/// earlier steps.
final class XorPlan {

    private static final int[] NO_COEFFICIENTS = {};

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

    private XorPlan(List<Step> steps, BitSet read, BitSet written) {
        this.steps = steps;
        this.read = read;
        this.written = written;
    }

    /// Keeps of the steps those that lead to the wanted fragments.
    ///
    /// @param steps in their order
    /// @param wanted fragments that are targets of steps
    static XorPlan of(List<Step> steps, BitSet wanted) {
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
        return new XorPlan(List.copyOf(useful), open, wanted);
    }

    /// Returns the fragments that are read.
    BitSet sources() {
        return (BitSet) read.clone();
    }

    /// The program that makes the wanted fragments of those that are read, both in ascending order.
    Program program(SumRoutines routines) {
        List<Integer> rows = new ArrayList<>();
        read.stream().forEach(rows::add);
        written.stream().forEach(rows::add);
        int fragments = rows.size();
        List<Stage> stages = new ArrayList<>();
        for (Step step : steps) {
            if (!rows.contains(step.target)) {
                rows.add(step.target);
            }
            IntStream summands = Arrays.stream(step.summands).map(rows::indexOf);
            IntStream target = IntStream.of(rows.indexOf(step.target));
            stages.add(
                    new Stage(
                            routines.sumOf(step.summands.length),
                            NO_COEFFICIENTS,
                            IntStream.concat(summands, target).toArray()));
        }
        return new Program(
                read.cardinality(), written.cardinality(), rows.size() - fragments, stages);
    }
}
