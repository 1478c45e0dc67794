package dev.stowage.erasure;

import dev.stowage.erasure.kernel.Kernel;
import dev.stowage.erasure.kernel.RoutineFactory;
import dev.stowage.erasure.kernel.WarmingRoutines;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The codes `rs` whose routines come from one factory.
final class ReedSolomonCodes {

    /// The codes that change to vectors when these are warm.
    static final ReedSolomonCodes WARMING = new ReedSolomonCodes(WarmingRoutines.shared());

    private static final Map<Kernel, ReedSolomonCodes> BY_KERNEL = new ConcurrentHashMap<>();

    private static final int WIDEST_NARROW = 128;
    private static final List<Integer> ALLOWED =
            List.of(2, 4, 7, 13, 16, 18, 26, 64, 256, 1024, 4096, 16384, 65536);

    private final RoutineFactory routines;
    private final MatrixPrograms matrices;
    private final Map<Integer, ErasureCode> codes = new ConcurrentHashMap<>();

    ReedSolomonCodes(RoutineFactory routines) {
        this.routines = routines;
        this.matrices = new MatrixPrograms(routines);
    }

    /// The codes that one kernel computes.
    static ReedSolomonCodes of(Kernel kernel) {
        return BY_KERNEL.computeIfAbsent(kernel, ReedSolomonCodes::new);
    }

    /// @throws IllegalArgumentException if there is no code with so many data fragments
    ErasureCode of(int dataFragments) {
        if (!ALLOWED.contains(dataFragments)) {
            throw new IllegalArgumentException(
                    "no code rs for %d data fragments, only for %s"
                            .formatted(dataFragments, ALLOWED));
        }
        return codes.computeIfAbsent(dataFragments, this::make);
    }

    private ErasureCode make(int dataFragments) {
        if (dataFragments > WIDEST_NARROW) {
            return new WideReedSolomon(dataFragments, routines);
        }
        Interpolation interpolation = new Interpolation(dataFragments);
        return new NarrowReedSolomon(
                interpolation, EncodingTransform.program(dataFragments, routines), matrices);
    }
}
