package dev.stowage.erasure.kernel;

import java.util.Arrays;
import java.util.List;

/// A way to carry circuits and products of matrices out. All make the same bytes.
public enum Kernel implements RoutineFactory {

    /// Longs, by plain loops: on every processor and every JVM.
    PORTABLE(Long.BYTES, 32, 0),

    VECTOR_128(16, 8, 24),
    VECTOR_256(32, 8, 24),
    VECTOR_512(64, 8, 24);

    private static final String VECTOR_API = "jdk.incubator.vector";

    private final int vectorBytes;
    private final int mostTargets;
    private final int mostMultiplications;

    Kernel(int vectorBytes, int mostTargets, int mostMultiplications) {
        this.vectorBytes = vectorBytes;
        this.mostTargets = mostTargets;
        this.mostMultiplications = mostMultiplications;
    }

    /// Whether this JVM can use it. Vectors need `--add-modules jdk.incubator.vector`; where the
    /// processor has none of a width, they are still right, and slow.
    public boolean isAvailable() {
        return this == PORTABLE || ModuleLayer.boot().findModule(VECTOR_API).isPresent();
    }

    /// All kernels that this JVM can use.
    public static List<Kernel> available() {
        return Arrays.stream(values()).filter(Kernel::isAvailable).toList();
    }

    /// The one with the widest vectors that this processor has.
    public static Kernel preferred() {
        return PreferredKernel.INSTANCE;
    }

    /// How many rows of a matrix are worked on at once, at most.
    public int mostTargets() {
        return mostTargets;
    }

    /// Whether the product of a small matrix is faster as a circuit than by [#matrix].
    ///
    /// @param multiplications how many coefficients the matrix has
    public boolean prefersCircuit(int multiplications) {
        return multiplications <= mostMultiplications;
    }

    @Override
    public Kernel kernel() {
        return this;
    }

    @Override
    public Routine routine(Circuit circuit) {
        checkAvailable();
        return this == PORTABLE
                ? new PortableRoutine(circuit)
                : CircuitCompiler.compile(circuit, vectorBytes);
    }

    @Override
    public Routine matrix(int targets) {
        checkAvailable();
        if (targets < 1 || targets > mostTargets) {
            throw new IllegalArgumentException(
                    "%s makes 1 to %d targets at once, not %d"
                            .formatted(this, mostTargets, targets));
        }
        return this == PORTABLE
                ? new PortableMatrix(targets)
                : MatrixCompiler.compile(targets, vectorBytes);
    }

    private void checkAvailable() {
        if (!isAvailable()) {
            throw new IllegalStateException(
                    "%s needs the option --add-modules %s".formatted(this, VECTOR_API));
        }
    }
}
