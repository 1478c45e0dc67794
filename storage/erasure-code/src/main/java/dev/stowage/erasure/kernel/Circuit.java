package dev.stowage.erasure.kernel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A straight line of linear gates: rows of bytes go in, sums of multiples of them come out.
///
/// Values are numbered as their gates are: first all inputs, then one for each gate, whose operands
/// come before it. Coefficients are not part of a circuit; it has slots for them.
///
/// @param inputs how many rows go in
/// @param slots how many coefficients are needed
/// @param gates what is computed, in an order that keeps few values alive
/// @param outputs which values come out, in this order
public record Circuit(int inputs, int slots, List<Gate> gates, List<Integer> outputs) {

    /// The value that is zero everywhere: it costs nothing, and is not an output.
    public static final int ZERO = -1;

    /// The slot of a gate that does not multiply.
    static final int NO_SLOT = -1;

    public Circuit {
        gates = List.copyOf(gates);
        outputs = List.copyOf(outputs);
        if (outputs.contains(ZERO)) {
            throw new IllegalArgumentException("a row of zeros cannot be an output");
        }
    }

    /// One step: `augend ^ addend`, or `augend ^ coefficient · addend`, or `coefficient · addend`.
    ///
    /// @param augend a value, or [#ZERO]
    /// @param addend a value
    /// @param slot of the coefficient, or [#NO_SLOT] where there is none
    public record Gate(int augend, int addend, int slot) {

        /// Whether the addend is multiplied.
        public boolean multiplies() {
            return slot != NO_SLOT;
        }
    }

    /// How many rows a routine has: inputs and outputs.
    public int rows() {
        return inputs + outputs.size();
    }

    /// How many gates multiply: the measure of what a circuit costs.
    public int multiplications() {
        return (int) gates.stream().filter(Gate::multiplies).count();
    }

    /// For each value the last gate that reads it, or the number of gates for an output.
    int[] lastUses() {
        int[] last = new int[inputs + gates.size()];
        for (int gate = 0; gate < gates.size(); gate++) {
            if (gates.get(gate).augend() != ZERO) {
                last[gates.get(gate).augend()] = gate;
            }
            last[gates.get(gate).addend()] = gate;
        }
        outputs.forEach(value -> last[value] = gates.size());
        return last;
    }

    /// Draws a circuit gate by gate.
    public static final class Draft {

        private final int inputs;
        private final List<Gate> gates = new ArrayList<>();
        private int slots;

        /// @param inputs how many rows go in: the values `0 … inputs-1`
        public Draft(int inputs) {
            this.inputs = inputs;
        }

        /// A slot for one more coefficient.
        public int slot() {
            return slots++;
        }

        /// The sum of two values.
        public int sum(int a, int b) {
            if (a == ZERO || b == ZERO) {
                return a == ZERO ? b : a;
            }
            return add(new Gate(a, b, NO_SLOT));
        }

        /// `a ^ coefficient · b`.
        public int sum(int a, int slot, int b) {
            return b == ZERO ? a : add(new Gate(a, b, slot));
        }

        /// `coefficient · b`.
        public int product(int slot, int b) {
            return sum(ZERO, slot, b);
        }

        private int add(Gate gate) {
            gates.add(gate);
            return inputs + gates.size() - 1;
        }

        /// The circuit with these outputs, without the gates that none of them needs.
        public Circuit finish(List<Integer> outputs) {
            BitSet needed = new BitSet();
            outputs.forEach(needed::set);
            for (int i = gates.size() - 1; i >= 0; i--) {
                if (needed.get(inputs + i)) {
                    Gate gate = gates.get(i);
                    needed.set(gate.addend());
                    if (gate.augend() != ZERO) {
                        needed.set(gate.augend());
                    }
                }
            }
            return renumbered(needed, outputs);
        }

        private Circuit renumbered(BitSet needed, List<Integer> outputs) {
            int[] numbers = new int[inputs + gates.size()];
            List<Gate> kept = new ArrayList<>();
            for (int value = 0; value < numbers.length; value++) {
                if (value < inputs) {
                    numbers[value] = value;
                } else if (needed.get(value)) {
                    Gate gate = gates.get(value - inputs);
                    int augend = gate.augend() == ZERO ? ZERO : numbers[gate.augend()];
                    numbers[value] = inputs + kept.size();
                    kept.add(new Gate(augend, numbers[gate.addend()], gate.slot()));
                }
            }
            List<Integer> renumbered = outputs.stream().map(value -> numbers[value]).toList();
            return new Circuit(inputs, slots, kept, renumbered);
        }
    }
}
