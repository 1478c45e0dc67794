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
    static final ReedSolomonCodes WARMING = new ReedSolomonCodes(new WarmingRoutines());

    private static final Map<Kernel, ReedSolomonCodes> BY_KERNEL = new ConcurrentHashMap<>();

    private static final List<Integer> NARROW = List.of(2, 4, 7, 13, 16, 18, 26, 64);

    private final RoutineFactory routines;
    private final MatrixPrograms matrices;
    private final Map<Integer, ErasureCode> codes = new ConcurrentHashMap<>();

    ReedSolomonCodes(RoutineFactory routines) {
        this.routines = routines;
        this.matrices = new MatrixPrograms(routines);
    }

    /// The codes that one kernel computes.
    static ReedSolomonCodes of(Kernel kernel) {
        return BY_KERNEL.computeIfAbsent(kernel, each -> new ReedSolomonCodes(each::routine));
    }

    /// @throws IllegalArgumentException if there is no code with so many data fragments
    ErasureCode of(int dataFragments) {
        if (!NARROW.contains(dataFragments)) {
            throw new IllegalArgumentException(
                    "no code rs for %d data fragments, only for %s"
                            .formatted(dataFragments, NARROW));
        }
        return codes.computeIfAbsent(dataFragments, this::narrow);
    }

    private ErasureCode narrow(int dataFragments) {
        return new NarrowReedSolomon(
                dataFragments, EncodingTransform.program(dataFragments, routines), matrices);
    }
}
