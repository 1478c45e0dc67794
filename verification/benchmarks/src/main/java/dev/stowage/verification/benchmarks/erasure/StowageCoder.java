package dev.stowage.verification.benchmarks.erasure;

import dev.stowage.erasure.ErasureCode;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Set;

/// Our code, by one of its kernels.
///
/// @param family which code it is
/// @param isDefault whether this is what a service uses on this machine
/// @param isPortable whether it needs no module that a JDK may lack
record StowageCoder(
        String name,
        String family,
        ErasureCode code,
        Set<Placement> placements,
        boolean isDefault,
        boolean isPortable)
        implements Coder {

    StowageCoder {
        placements = Set.copyOf(placements);
    }

    @Override
    public Runnable pass(Work work, Stripe stripe) {
        MemorySegment[] fragments = stripe.fragments();
        BitSet sources = code.sources(work.available(), work.targets());
        return switch (work.operation()) {
            case ENCODE -> () -> code.encode(fragments);
            case RECONSTRUCT, REBUILD -> () -> code.reconstruct(fragments, sources, work.targets());
        };
    }
}
