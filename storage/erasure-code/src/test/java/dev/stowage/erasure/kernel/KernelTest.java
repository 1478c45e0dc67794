package dev.stowage.erasure.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.erasure.kernel.Circuit.Draft;
import dev.stowage.erasure.kernel.Circuit.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kernel against arithmetic that takes one element after the other.
class KernelTest {

    private static final List<Integer> LENGTHS = List.of(64, 128, 192, 320, 4096);
    private static final int CIRCUITS = 12;
    private static final int ROUNDS_OF_WARM_UP = 300;

    static Stream<Kernel> kernels() {
        return Kernel.available().stream();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aCircuitMakesWhatItsGatesSay(Kernel kernel) {
        for (int seed = 0; seed < CIRCUITS; seed++) {
            Random random = new Random(seed);
            Circuit circuit = circuit(random);
            Routine routine = kernel.routine(circuit);
            for (int length : LENGTHS) {
                checkCircuit(circuit, routine, length, false, random);
                checkCircuit(circuit, routine, length, true, random);
            }
        }
    }

    /// @param inPlace whether each output takes the place of an input
    private static void checkCircuit(
            Circuit circuit, Routine routine, int length, boolean inPlace, Random random) {
        int[] coefficients = coefficients(circuit.slots(), random);
        RowsOfBytes rows = new RowsOfBytes(circuit.rows(), length, random);
        int united = inPlace ? Math.min(circuit.inputs(), circuit.outputs().size()) : 0;
        for (int output = 0; output < united; output++) {
            rows.unite(circuit.inputs() + output, output);
        }
        List<int[]> values = values(circuit, coefficients, rows);
        rows.run(routine, coefficients);
        for (int output = 0; output < circuit.outputs().size(); output++) {
            rows.assertWritten(
                    circuit.inputs() + output, values.get(circuit.outputs().get(output)));
        }
        IntStream.range(united, circuit.inputs()).forEach(rows::assertUntouched);
    }

    private static List<int[]> values(Circuit circuit, int[] coefficients, RowsOfBytes rows) {
        List<int[]> values = new ArrayList<>();
        IntStream.range(0, circuit.inputs()).mapToObj(rows::row).forEach(values::add);
        for (Gate gate : circuit.gates()) {
            int[] addend = values.get(gate.addend());
            int[] augend =
                    gate.augend() == Circuit.ZERO
                            ? new int[addend.length]
                            : values.get(gate.augend());
            int coefficient = gate.multiplies() ? coefficients[gate.slot()] : 1;
            values.add(RowsOfBytes.sum(augend, coefficient, addend));
        }
        return values;
    }

    @Test
    void warmingUpChangesNoByte() {
        WarmingRoutines warming = WarmingRoutines.shared();
        Random random = new Random(1);
        Circuit circuit = circuit(random);
        Routine routine = warming.routine(circuit);
        for (int round = 0; round < ROUNDS_OF_WARM_UP; round++) {
            checkCircuit(circuit, routine, 320, false, random);
        }
        assertThat(warming.kernel()).isEqualTo(Kernel.preferred());
    }

    private static Circuit circuit(Random random) {
        int inputs = 1 + random.nextInt(6);
        Draft draft = new Draft(inputs);
        int slots = 1 + random.nextInt(6);
        IntStream.range(0, slots).forEach(_ -> draft.slot());
        List<Integer> values = new ArrayList<>(IntStream.range(0, inputs).boxed().toList());
        List<Integer> made = new ArrayList<>();
        for (int gate = 0; gate < 5 + random.nextInt(30); gate++) {
            int a = values.get(random.nextInt(values.size()));
            int b = values.get(random.nextInt(values.size()));
            int slot = random.nextInt(slots);
            made.add(
                    switch (random.nextInt(3)) {
                        case 0 -> draft.sum(a, b);
                        case 1 -> draft.sum(a, slot, b);
                        default -> draft.product(slot, b);
                    });
            values.add(made.getLast());
        }
        return draft.finish(made.reversed().subList(0, 1 + random.nextInt(4)));
    }

    private static int[] coefficients(int count, Random random) {
        return IntStream.range(0, count)
                .map(i -> random.nextInt(8) == 0 ? i % 2 : random.nextInt(256))
                .toArray();
    }
}
