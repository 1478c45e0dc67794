package dev.stowage.erasure.kernel;

import java.util.Arrays;
import java.util.List;

/// A way to carry circuits and products of matrices out. All make the same bytes.
public enum Kernel implements RoutineFactory {

    /// Longs, by plain loops: on every processor and every JVM.
    PORTABLE(Long.BYTES),

    VECTOR_128(16),
    VECTOR_256(32),
    VECTOR_512(64);

    private static final String VECTOR_API = "jdk.incubator.vector";

    private final int vectorBytes;

    Kernel(int vectorBytes) {
        this.vectorBytes = vectorBytes;
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

    private void checkAvailable() {
        if (!isAvailable()) {
            throw new IllegalStateException(
                    "%s needs the option --add-modules %s".formatted(this, VECTOR_API));
        }
    }
}
