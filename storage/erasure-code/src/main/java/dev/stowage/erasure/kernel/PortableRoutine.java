package dev.stowage.erasure.kernel;

import dev.stowage.erasure.field.ByteField;
import dev.stowage.erasure.kernel.Circuit.Gate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/// Carries a circuit out gate by gate, each on a tile of all its rows that stays in the processor's cache.
///
/// Eight bytes are one long. With c_n = c · 2^n in each byte of a long, and m_n the long that is FF in each
/// byte where the byte of v has bit n set, and 00 elsewhere,
///
///     c · v = (m_0 & c_0) ^ (m_1 & c_1) ^ … ^ (m_7 & c_7)
///
/// which is taken in two loops of four bits, see [LongTiles]. This is many times faster than a table of
/// products.
final class PortableRoutine implements Routine {

    private static final int BITS_AT_ONCE = 4;
    private static final int MOST_IDLE_TILES = 16;
    private static final long LOW_BITS = 0x0101010101010101L;

    private static final long[] ZEROS = LongTiles.allocate(1)[0];

    private final Circuit circuit;

    /// For each value the register that holds it.
    private final int[] registers;

    private final int registerCount;

    /// Registers that no run uses at the moment.
    private final Queue<long[][]> tiles = new ArrayBlockingQueue<>(MOST_IDLE_TILES);

    PortableRoutine(Circuit circuit) {
        this.circuit = circuit;
        this.registers = new int[circuit.inputs() + circuit.gates().size()];
        this.registerCount = allot();
    }

    /// A register is free again when its value has been read for the last time. A gate goes over
    /// its augend once and over its addend several times, so its result may take the place of the
    /// former only.
    private int allot() {
        int[] last = circuit.lastUses();
        Deque<Integer> free = new ArrayDeque<>();
        int count = circuit.inputs();
        for (int input = 0; input < count; input++) {
            registers[input] = input;
        }
        for (int index = 0; index < circuit.gates().size(); index++) {
            Gate gate = circuit.gates().get(index);
            if (gate.augend() != gate.addend()) {
                release(gate.augend(), index, last, free);
            }
            registers[circuit.inputs() + index] = free.isEmpty() ? count++ : free.pop();
            release(gate.addend(), index, last, free);
        }
        return count;
    }

    private void release(int value, int gate, int[] last, Deque<Integer> free) {
        if (value != Circuit.ZERO && last[value] == gate) {
            free.push(registers[value]);
        }
    }

    @Override
    public void run(byte[][] arrays, int[] offsets, int[] coefficients, int length) {
        long[][] tile = tiles.poll();
        if (tile == null) {
            tile = LongTiles.allocate(registerCount);
        }
        for (int position = 0; position < length; position += LongTiles.BYTES) {
            run(
                    tile,
                    arrays,
                    offsets,
                    coefficients,
                    position,
                    Math.min(LongTiles.BYTES, length - position));
        }
        tiles.offer(tile);
    }

    private void run(
            long[][] tile,
            byte[][] arrays,
            int[] offsets,
            int[] coefficients,
            int position,
            int bytes) {
        for (int input = 0; input < circuit.inputs(); input++) {
            LongTiles.load(tile[input], arrays[input], offsets[input] + position, bytes);
        }
        compute(tile, coefficients, bytes / Long.BYTES);
        for (int output = 0; output < circuit.outputs().size(); output++) {
            int row = circuit.inputs() + output;
            long[] value = tile[registers[circuit.outputs().get(output)]];
            LongTiles.store(value, arrays[row], offsets[row] + position, bytes);
        }
    }

    private void compute(long[][] tile, int[] coefficients, int longs) {
        for (int index = 0; index < circuit.gates().size(); index++) {
            Gate gate = circuit.gates().get(index);
            long[] result = tile[registers[circuit.inputs() + index]];
            long[] addend = tile[registers[gate.addend()]];
            if (!gate.multiplies()) {
                add(result, tile[registers[gate.augend()]], addend, longs);
            } else {
                boolean alone = gate.augend() == Circuit.ZERO;
                long[] augend = alone ? ZEROS : tile[registers[gate.augend()]];
                addProduct(result, augend, coefficients[gate.slot()], addend, longs);
            }
        }
    }

    private static void add(long[] result, long[] a, long[] b, int longs) {
        for (int i = 0; i < longs; i++) {
            result[i] = a[i] ^ b[i];
        }
    }

    private static void addProduct(long[] result, long[] a, int coefficient, long[] b, int longs) {
        long[] sum = a;
        int c = coefficient;
        for (int bit = 0; bit < Byte.SIZE; bit += BITS_AT_ONCE) {
            int c1 = ByteField.multiply(2, c);
            int c2 = ByteField.multiply(2, c1);
            int c3 = ByteField.multiply(2, c2);
            addFourBits(
                    result,
                    sum,
                    b,
                    bit,
                    c * LOW_BITS,
                    c1 * LOW_BITS,
                    c2 * LOW_BITS,
                    c3 * LOW_BITS,
                    longs);
            c = ByteField.multiply(2, c3);
            sum = result;
        }
    }

    private static void addFourBits(
            long[] result,
            long[] a,
            long[] b,
            int bit,
            long c0,
            long c1,
            long c2,
            long c3,
            int longs) {
        for (int i = 0; i < longs; i++) {
            long v = b[i] >>> bit;
            result[i] =
                    a[i]
                            ^ (mask(v) & c0)
                            ^ (mask(v >>> 1) & c1)
                            ^ (mask(v >>> 2) & c2)
                            ^ (mask(v >>> 3) & c3);
        }
    }

    /// FF in each byte that is odd, else 00.
    private static long mask(long v) {
        long odd = v & LOW_BITS;
        return (odd << Byte.SIZE) - odd;
    }
}
