package dev.stowage.erasure.kernel;

import dev.stowage.erasure.field.ByteField;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Runs in plain loops until the JIT compiler has made the same routine fast in vectors, and from
/// then on in vectors.
///
/// Vectors are objects to the interpreter, and a routine of them that was run on the way of the
/// bytes would be a thousand times slower than the plain loops for a second or more. So it is run
/// on nobody's bytes, by another thread, beside the plain loops, until it is the faster one.
final class WarmingRoutine implements Routine {

    private static final int BYTES = 4096;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(20);

    /// The JIT compiler has seen both often enough after so many rounds, unless it is behind.
    private static final int FEWEST_ROUNDS = 400;

    /// How many of the last rounds are compared, each kernel by its best.
    private static final int COMPARED_ROUNDS = 16;

    private final Circuit circuit;
    private final WarmingRoutines owner;
    private final Routine portable;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile Routine current;

    WarmingRoutine(Circuit circuit, WarmingRoutines owner) {
        this.circuit = circuit;
        this.owner = owner;
        this.portable = Kernel.PORTABLE.routine(circuit);
        this.current = portable;
    }

    @Override
    public void run(byte[][] arrays, int[] offsets, int[] coefficients, int length) {
        if (!wanted.get() && wanted.compareAndSet(false, true)) {
            owner.warm(this::warm);
        }
        current.run(arrays, offsets, coefficients, length);
    }

    private void warm() {
        long start = System.nanoTime();
        Routine vectors = owner.kernel().routine(circuit);
        byte[][] arrays = new byte[circuit.rows()][BYTES];
        int[] offsets = new int[circuit.rows()];
        int[] coefficients =
                IntStream.range(2, circuit.slots() + 2).map(i -> i % ByteField.SIZE).toArray();
        long[] vectorTimes = new long[COMPARED_ROUNDS];
        long[] portableTimes = new long[COMPARED_ROUNDS];
        double ratio = 0;
        for (int round = 0; System.nanoTime() - start < LONGEST; round++) {
            int entry = round % COMPARED_ROUNDS;
            vectorTimes[entry] = time(vectors, arrays, offsets, coefficients);
            portableTimes[entry] = time(portable, arrays, offsets, coefficients);
            ratio = best(portableTimes) / (double) best(vectorTimes);
            if (round >= FEWEST_ROUNDS && ratio > 1) {
                current = vectors;
                break;
            }
        }
        owner.noteWarm(circuit, ratio, System.nanoTime() - start);
    }

    private static long time(Routine routine, byte[][] arrays, int[] offsets, int[] coefficients) {
        long start = System.nanoTime();
        routine.run(arrays, offsets, coefficients, BYTES);
        return System.nanoTime() - start;
    }

    private static long best(long[] nanos) {
        return Math.max(1, Arrays.stream(nanos).min().orElseThrow());
    }
}
