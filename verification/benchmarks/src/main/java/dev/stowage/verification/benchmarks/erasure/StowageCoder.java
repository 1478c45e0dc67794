package dev.stowage.verification.benchmarks.erasure;

import dev.stowage.erasure.ErasureCode;
import dev.stowage.erasure.kernel.Kernel;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;

/// Our code, by one of its kernels if it has several.
///
/// @param family which code it is
/// @param isDefault whether this is what a service uses on this machine
/// @param isPortable whether it needs no module that a JDK may lack
record StowageCoder(
        String name, Family family, ErasureCode code, boolean isDefault, boolean isPortable)
        implements Coder {

    static StowageCoder reedSolomon(int k, Kernel kernel) {
        return new StowageCoder(
                "Stowage rs " + kernel,
                Family.RS,
                ErasureCode.reedSolomon(k, kernel),
                kernel == Kernel.preferred(),
                kernel == Kernel.PORTABLE);
    }

    static StowageCoder xor(int k) {
        return new StowageCoder("Stowage xor", Family.XOR, ErasureCode.xor(k), true, true);
    }

    @Override
    public Set<Placement> placements() {
        return EnumSet.allOf(Placement.class);
    }

    @Override
    public BitSet sources(Work work) {
        return code.sources(work.available(), work.targets());
    }

    @Override
    public Runnable pass(Work work, Stripe stripe) {
        MemorySegment[] fragments = stripe.fragments();
        BitSet sources = sources(work);
        return switch (work.operation()) {
            case ENCODE -> () -> code.encode(fragments);
            case RECONSTRUCT, REBUILD -> () -> code.reconstruct(fragments, sources, work.targets());
        };
    }
}
