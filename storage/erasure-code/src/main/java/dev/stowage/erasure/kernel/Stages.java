package dev.stowage.erasure.kernel;

import dev.stowage.erasure.kernel.Circuit.Draft;
import dev.stowage.erasure.kernel.Circuit.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Cuts a circuit that is too large for the JIT compiler, and for the processor's registers, into a
/// program of smaller ones. What is alive at a cut is kept in scratch rows.
public final class Stages {

    /// A stage has no more multiplications than this.
    private static final int MOST_MULTIPLICATIONS = 48;

    /// Of the cuts that leave a stage at least this many, the one with the fewest live values is
    /// made.
    private static final int FEWEST_MULTIPLICATIONS = 24;

    private final Circuit circuit;
    private final int[] coefficients;
    private final RoutineFactory routines;
    private final int[] lastUses;

    /// For each value the row that holds it after the stage that made it, or -1.
    private final int[] rowOfValue;

    private final List<Stage> stages = new ArrayList<>();
    private final List<Integer> freeRows = new ArrayList<>();
    private int rows;

    private Stages(Circuit circuit, int[] coefficients, RoutineFactory routines) {
        this.circuit = circuit;
        this.coefficients = coefficients;
        this.routines = routines;
        this.lastUses = circuit.lastUses();
        this.rows = circuit.rows();
        this.rowOfValue = IntStream.range(0, lastUses.length).map(value -> -1).toArray();
        for (int input = 0; input < circuit.inputs(); input++) {
            rowOfValue[input] = input;
        }
    }

    /// @param coefficients for the slots of the circuit, which no output passes without a gate
    public static Program program(Circuit circuit, int[] coefficients, RoutineFactory routines) {
        Stages cut = new Stages(circuit, coefficients, routines);
        cut.run();
        int scratchRows = cut.rows - circuit.rows();
        return new Program(circuit.inputs(), circuit.outputs().size(), scratchRows, cut.stages);
    }

    private void run() {
        int begin = 0;
        while (begin < circuit.gates().size()) {
            int end = end(begin);
            stages.add(stage(begin, end));
            begin = end;
        }
    }

    private int end(int begin) {
        int best = circuit.gates().size();
        int fewestAlive = Integer.MAX_VALUE;
        int multiplications = 0;
        for (int gate = begin; gate < circuit.gates().size(); gate++) {
            multiplications += circuit.gates().get(gate).multiplies() ? 1 : 0;
            if (multiplications > MOST_MULTIPLICATIONS) {
                return best;
            }
            int alive = alive(gate + 1);
            if (multiplications >= FEWEST_MULTIPLICATIONS && alive <= fewestAlive) {
                fewestAlive = alive;
                best = gate + 1;
            }
        }
        return circuit.gates().size();
    }

    /// How many results of gates before this one are read by it or later.
    private int alive(int gate) {
        return (int)
                IntStream.range(circuit.inputs(), circuit.inputs() + gate)
                        .filter(value -> lastUses[value] >= gate)
                        .count();
    }

    private Stage stage(int begin, int end) {
        List<Integer> read = valuesRead(begin, end);
        List<Integer> kept =
                IntStream.range(circuit.inputs() + begin, circuit.inputs() + end)
                        .filter(value -> lastUses[value] >= end)
                        .boxed()
                        .toList();
        List<Integer> slots = new ArrayList<>();
        Circuit part = part(begin, end, read, kept, slots);
        List<Integer> rowsOfStage = new ArrayList<>();
        for (int value : read) {
            rowsOfStage.add(rowOfValue[value]);
        }
        read.forEach(value -> release(value, end));
        for (int value : kept) {
            rowOfValue[value] = rowFor(value);
            rowsOfStage.add(rowOfValue[value]);
        }
        return new Stage(
                routines.routine(part),
                slots.stream().mapToInt(slot -> coefficients[slot]).toArray(),
                rowsOfStage.stream().mapToInt(Integer::intValue).toArray());
    }

    /// The values from before a stage that its gates read.
    private List<Integer> valuesRead(int begin, int end) {
        return circuit.gates().subList(begin, end).stream()
                .flatMapToInt(gate -> IntStream.of(gate.augend(), gate.addend()))
                .filter(value -> value != Circuit.ZERO && value < circuit.inputs() + begin)
                .distinct()
                .boxed()
                .toList();
    }

    private Circuit part(
            int begin, int end, List<Integer> read, List<Integer> kept, List<Integer> slots) {
        Draft draft = new Draft(read.size());
        int[] values = new int[circuit.inputs() + end];
        for (int input = 0; input < read.size(); input++) {
            values[read.get(input)] = input;
        }
        for (int index = begin; index < end; index++) {
            Gate gate = circuit.gates().get(index);
            int augend = gate.augend() == Circuit.ZERO ? Circuit.ZERO : values[gate.augend()];
            int addend = values[gate.addend()];
            int result;
            if (!gate.multiplies()) {
                result = draft.sum(augend, addend);
            } else {
                if (!slots.contains(gate.slot())) {
                    slots.add(gate.slot());
                    draft.slot();
                }
                result = draft.sum(augend, slots.indexOf(gate.slot()), addend);
            }
            values[circuit.inputs() + index] = result;
        }
        return draft.finish(kept.stream().map(value -> values[value]).toList());
    }

    private void release(int value, int end) {
        int row = rowOfValue[value];
        if (row >= circuit.rows() && lastUses[value] < end) {
            freeRows.add(row);
        }
    }

    private int rowFor(int value) {
        int output = circuit.outputs().indexOf(value);
        if (output >= 0) {
            return circuit.inputs() + output;
        }
        return freeRows.isEmpty() ? rows++ : freeRows.removeLast();
    }
}
