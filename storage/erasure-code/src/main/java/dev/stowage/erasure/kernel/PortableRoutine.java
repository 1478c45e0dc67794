package dev.stowage.erasure.kernel;

import dev.stowage.erasure.field.ByteField;
import dev.stowage.erasure.kernel.Circuit.Gate;
import java.lang.foreign.MemorySegment;
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
/// The JIT compiler makes vector instructions of such sums over arrays on any processor, provided that
/// the loop is short and the arrays are long: so two bits at a time, on 2 KiB of each row. This is many
/// times faster than a table of products.
final class PortableRoutine implements Routine {

    private static final int TILE_LONGS = 256;
    private static final int MOST_IDLE_TILES = 16;
    private static final int TILE_BYTES = TILE_LONGS * Long.BYTES;
    private static final long LOW_BITS = 0x0101010101010101L;

    private static final long[] ZEROS = new long[TILE_LONGS];

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
            tile = new long[registerCount][TILE_LONGS];
        }
        for (int position = 0; position < length; position += TILE_BYTES) {
            run(
                    tile,
                    arrays,
                    offsets,
                    coefficients,
                    position,
                    Math.min(TILE_BYTES, length - position));
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
            load(tile[input], arrays[input], offsets[input] + position, bytes);
        }
        compute(tile, coefficients);
        for (int output = 0; output < circuit.outputs().size(); output++) {
            int row = circuit.inputs() + output;
            long[] value = tile[registers[circuit.outputs().get(output)]];
            store(value, arrays[row], offsets[row] + position, bytes);
        }
    }

    private void compute(long[][] tile, int[] coefficients) {
        for (int index = 0; index < circuit.gates().size(); index++) {
            Gate gate = circuit.gates().get(index);
            long[] result = tile[registers[circuit.inputs() + index]];
            long[] addend = tile[registers[gate.addend()]];
            if (!gate.multiplies()) {
                add(result, tile[registers[gate.augend()]], addend);
            } else {
                boolean alone = gate.augend() == Circuit.ZERO;
                long[] augend = alone ? ZEROS : tile[registers[gate.augend()]];
                addProduct(result, augend, coefficients[gate.slot()], addend);
            }
        }
    }

    private static void load(long[] longs, byte[] bytes, int offset, int count) {
        MemorySegment tile = MemorySegment.ofArray(longs);
        MemorySegment.copy(MemorySegment.ofArray(bytes), offset, tile, 0, count);
    }

    private static void store(long[] longs, byte[] bytes, int offset, int count) {
        MemorySegment tile = MemorySegment.ofArray(longs);
        MemorySegment.copy(tile, 0, MemorySegment.ofArray(bytes), offset, count);
    }

    private static void add(long[] result, long[] a, long[] b) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] ^ b[i];
        }
    }

    private static void addProduct(long[] result, long[] a, int coefficient, long[] b) {
        long[] sum = a;
        int power = coefficient;
        for (int bit = 0; bit < Byte.SIZE; bit += 2) {
            int next = ByteField.multiply(2, power);
            addTwoBits(result, sum, b, bit, power * LOW_BITS, next * LOW_BITS);
            power = ByteField.multiply(2, next);
            sum = result;
        }
    }

    private static void addTwoBits(
            long[] result, long[] a, long[] b, int bit, long power, long next) {
        for (int i = 0; i < result.length; i++) {
            long v = b[i] >>> bit;
            result[i] = a[i] ^ (mask(v) & power) ^ (mask(v >>> 1) & next);
        }
    }

    /// FF in each byte that is odd, else 00.
    private static long mask(long v) {
        long odd = v & LOW_BITS;
        return (odd << Byte.SIZE) - odd;
    }
}
