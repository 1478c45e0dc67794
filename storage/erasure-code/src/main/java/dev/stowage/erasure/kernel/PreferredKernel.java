package dev.stowage.erasure.kernel;

/// Asks the Vector API for the widest vectors of this processor, once.
final class PreferredKernel {

    static final Kernel INSTANCE = Kernel.VECTOR_128.isAvailable() ? widest() : Kernel.PORTABLE;

    private PreferredKernel() {}

    private static Kernel widest() {
        try {
            Class<?> shapes = Class.forName("jdk.incubator.vector.VectorShape");
            Object preferred = shapes.getMethod("preferredShape").invoke(null);
            return switch ((int) shapes.getMethod("vectorBitSize").invoke(preferred)) {
                case 128 -> Kernel.VECTOR_128;
                case 256 -> Kernel.VECTOR_256;
                case 512 -> Kernel.VECTOR_512;
                default -> Kernel.PORTABLE;
            };
        } catch (ReflectiveOperationException changed) {
            return Kernel.PORTABLE;
        }
    }
}
