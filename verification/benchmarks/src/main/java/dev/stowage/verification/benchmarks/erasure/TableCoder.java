package dev.stowage.verification.benchmarks.erasure;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Set;

/// What most Java programs do: byte after byte through a table of all products, on arrays.
record TableCoder(Generator generator) implements Coder {

    @Override
    public String name() {
        return "table";
    }

    @Override
    public Set<Placement> placements() {
        return Set.of(Placement.HEAP);
    }

    @Override
    public BitSet sources(Work work) {
        return work.sources(generator.dataFragments());
    }

    @Override
    public Runnable pass(Work work, Stripe stripe) {
        byte[][] matrix = generator.matrix(work);
        byte[][] sources = arrays(stripe, sources(work));
        byte[][] targets = arrays(stripe, work.targets());
        return () -> multiply(matrix, sources, targets);
    }

    private static byte[][] arrays(Stripe stripe, BitSet fragments) {
        return fragments.stream().mapToObj(i -> array(stripe, i)).toArray(byte[][]::new);
    }

    private static byte[] array(Stripe stripe, int fragment) {
        MemorySegment segment = stripe.fragment(fragment);
        return (byte[])
                segment.heapBase()
                        .orElseThrow(
                                () -> new IllegalArgumentException("not on the heap: " + segment));
    }

    private static void multiply(byte[][] matrix, byte[][] sources, byte[][] targets) {
        for (int i = 0; i < sources.length; i++) {
            for (int j = 0; j < targets.length; j++) {
                byte[] products = ProductTable.row(matrix[j][i] & 0xFF);
                if (i == 0) {
                    set(targets[j], products, sources[i]);
                } else {
                    add(targets[j], products, sources[i]);
                }
            }
        }
    }

    private static void set(byte[] target, byte[] products, byte[] source) {
        for (int i = 0; i < target.length; i++) {
            target[i] = products[source[i] & 0xFF];
        }
    }

    private static void add(byte[] target, byte[] products, byte[] source) {
        for (int i = 0; i < target.length; i++) {
            target[i] ^= products[source[i] & 0xFF];
        }
    }
}
