package dev.stowage.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.erasure.field.ByteField;
import dev.stowage.erasure.kernel.Kernel;
import dev.stowage.erasure.kernel.Program;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kernel against products of single elements.
class MatrixProgramsTest {

    private static final List<Integer> LENGTHS = List.of(1, 63, 64, 100, 4161);
    private static final List<Integer> SOURCES = List.of(1, 4, 5, 13);

    static Stream<Arguments> kernelsAndTargets() {
        return Kernel.available().stream()
                .flatMap(
                        kernel ->
                                Stream.of(1, 2, 3, 4, 5, 13)
                                        .map(targets -> Arguments.of(kernel, targets)));
    }

    @ParameterizedTest(name = "{0}, {1} targets")
    @MethodSource("kernelsAndTargets")
    void targetsAreSumsOfMultiplesOfTheSources(Kernel kernel, int targets) {
        MatrixPrograms matrices = new MatrixPrograms(kernel);
        Random random = new Random(targets);
        for (int sources : SOURCES) {
            byte[][] matrix = new byte[targets][sources];
            for (byte[] row : matrix) {
                random.nextBytes(row);
            }
            matrix[0][0] = 0;
            matrix[targets - 1][sources - 1] = 1;
            Program program = matrices.program(matrix);
            for (int length : LENGTHS) {
                check(program, matrix, length, random);
            }
        }
    }

    private static void check(Program program, byte[][] matrix, int length, Random random) {
        byte[][] sources = new byte[matrix[0].length][length];
        for (byte[] source : sources) {
            random.nextBytes(source);
        }
        byte[][] expected = product(matrix, sources);
        byte[][] written = new byte[matrix.length][length];
        program.run(segments(sources), segments(written));
        assertThat(written).isDeepEqualTo(expected);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment[] offHeap =
                    Stream.generate(() -> arena.allocate(length))
                            .limit(matrix.length)
                            .toArray(MemorySegment[]::new);
            program.run(segments(sources), offHeap);
            for (int target = 0; target < offHeap.length; target++) {
                assertThat(offHeap[target].toArray(ValueLayout.JAVA_BYTE))
                        .isEqualTo(expected[target]);
            }
        }
    }

    private static byte[][] product(byte[][] matrix, byte[][] sources) {
        byte[][] targets = new byte[matrix.length][sources[0].length];
        for (int target = 0; target < matrix.length; target++) {
            for (int source = 0; source < sources.length; source++) {
                int coefficient = matrix[target][source] & 0xFF;
                for (int i = 0; i < sources[source].length; i++) {
                    int factor = sources[source][i] & 0xFF;
                    targets[target][i] ^= (byte) ByteField.multiply(coefficient, factor);
                }
            }
        }
        return targets;
    }

    private static MemorySegment[] segments(byte[][] rows) {
        return Arrays.stream(rows).map(MemorySegment::ofArray).toArray(MemorySegment[]::new);
    }
}
