package dev.stowage.verification.benchmarks.erasure;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Set;

/// The yardstick: ISA-L, given our matrix, so that it must make our bytes. Its speed depends on no
/// coefficient. Matrix and tables are made before the clock starts.
///
/// @param arena what the tables live in
record IsalCoder(Generator generator, Arena arena) implements Coder {

    @Override
    public String name() {
        return "ISA-L";
    }

    @Override
    public Set<Placement> placements() {
        return Set.of(Placement.UNPADDED, Placement.PADDED);
    }

    @Override
    public BitSet sources(Work work) {
        return work.sources(generator.dataFragments());
    }

    @Override
    public Runnable pass(Work work, Stripe stripe) {
        int length = stripe.length();
        BitSet read = sources(work);
        int sourceCount = read.cardinality();
        int targetCount = work.targets().cardinality();
        MemorySegment tables = unguarded(Isal.tables(arena, generator.matrix(work)));
        MemorySegment sources = addresses(stripe, read);
        MemorySegment targets = addresses(stripe, work.targets());
        return () -> Isal.encode(length, sourceCount, targetCount, tables, sources, targets);
    }

    private MemorySegment addresses(Stripe stripe, BitSet fragments) {
        MemorySegment addresses = arena.allocate(ADDRESS, fragments.cardinality());
        int next = 0;
        for (int i = fragments.nextSetBit(0); i >= 0; i = fragments.nextSetBit(i + 1)) {
            addresses.setAtIndex(ADDRESS, next++, stripe.fragment(i));
        }
        return unguarded(addresses);
    }

    /// A call with memory that is nobody's need not hold its arena open.
    private static MemorySegment unguarded(MemorySegment memory) {
        return MemorySegment.ofAddress(memory.address());
    }
}
