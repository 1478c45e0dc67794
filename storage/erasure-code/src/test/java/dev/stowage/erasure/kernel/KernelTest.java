package dev.stowage.erasure.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.erasure.kernel.Circuit.Draft;
import dev.stowage.erasure.kernel.Circuit.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kernel against arithmetic that takes one element after the other.
class KernelTest {

    private static final List<Integer> LENGTHS = List.of(64, 128, 192, 320, 4096);
    private static final List<Integer> SOURCES = List.of(1, 2, 5, 16);
    private static final int CIRCUITS = 12;
    private static final int ROUNDS_OF_WARM_UP = 300;

    static Stream<Kernel> kernels() {
        return Kernel.available().stream();
    }

    static Stream<Arguments> matrices() {
        return kernels()
                .flatMap(
                        kernel ->
                                IntStream.rangeClosed(1, kernel.mostTargets())
                                        .filter(targets -> targets <= 8 || targets % 8 == 0)
                                        .mapToObj(targets -> Arguments.of(kernel, targets)));
    }

    @ParameterizedTest(name = "{0}, {1} targets")
    @MethodSource("matrices")
    void aMatrixMakesTargetsOfAnyNumberOfSources(Kernel kernel, int targets) {
        Routine routine = kernel.matrix(targets);
        Random random = new Random(targets);
        for (int sources : SOURCES) {
            for (int length : LENGTHS) {
                checkMatrix(routine, sources, targets, length, random);
            }
        }
    }

    private static void checkMatrix(
            Routine routine, int sources, int targets, int length, Random random) {
        int[] coefficients = coefficients(sources * targets, random);
        RowsOfBytes rows = new RowsOfBytes(sources + targets, length, random);
        rows.run(routine, coefficients);
        for (int target = 0; target < targets; target++) {
            int[] sum = new int[length];
            for (int source = 0; source < sources; source++) {
                int coefficient = coefficients[source * targets + target];
                sum = RowsOfBytes.sum(sum, coefficient, rows.row(source));
            }
            rows.assertWritten(sources + target, sum);
        }
        IntStream.range(0, sources).forEach(rows::assertUntouched);
    }

    @ParameterizedTest
    @EnumSource
    void aMatrixHasOneTargetAtLeastAndNotTooMany(Kernel kernel) {
        if (!kernel.isAvailable()) {
            return;
        }
        for (int targets : new int[] {-1, 0, kernel.mostTargets() + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kernel.matrix(targets))
                    .withMessage(
                            "%s makes 1 to %d targets at once, not %d",
                            kernel, kernel.mostTargets(), targets);
        }
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

    @ParameterizedTest
    @MethodSource("kernels")
    void warmingUpChangesNoByte(Kernel kernel) {
        WarmingRoutines warming = WarmingRoutines.shared();
        Random random = new Random(1);
        int targets = kernel.mostTargets() % 7 + 1;
        Routine matrix = warming.matrix(targets);
        Circuit circuit = circuit(random);
        Routine straight = warming.routine(circuit);
        for (int round = 0; round < ROUNDS_OF_WARM_UP; round++) {
            checkMatrix(matrix, 5, targets, 320, random);
            checkCircuit(circuit, straight, 320, false, random);
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
