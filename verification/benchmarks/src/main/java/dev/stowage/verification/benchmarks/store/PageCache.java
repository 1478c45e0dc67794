package dev.stowage.verification.benchmarks.store;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the system keeps of files in memory: Linux forgets it when it is told that nobody will need
/// it (posix_fadvise of POSIX.1-2024). What is not on the disk yet stays.
final class PageCache {

    private static final int READ_ONLY = 0;
    private static final int NOT_NEEDED = 4;

    private PageCache() {}

    /// Whether this system can be told.
    static boolean canForget() {
        return System.getProperty("os.name").equals("Linux");
    }

    /// Has all files of a directory read from the disk again.
    static void forget(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            forgetFile(file);
        }
    }

    private static void forgetFile(Path file) throws IOException {
        int refused;
        try (Arena arena = Arena.ofConfined()) {
            int descriptor =
                    (int)
                            Functions.OPEN.invokeExact(
                                    arena.allocateFrom(file.toString()), READ_ONLY);
            refused = (int) Functions.ADVISE.invokeExact(descriptor, 0L, 0L, NOT_NEEDED);
            int _ = (int) Functions.CLOSE.invokeExact(descriptor);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
        if (refused != 0) {
            throw new IOException("%s cannot be forgotten: errno %d".formatted(file, refused));
        }
    }

    /// Of the C library, looked up when they are first needed.
    private static final class Functions {

        private static final MethodHandle OPEN = function("open", ADDRESS, JAVA_INT);
        private static final MethodHandle ADVISE =
                function("posix_fadvise", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
        private static final MethodHandle CLOSE = function("close", JAVA_INT);

        @SuppressWarnings("restricted")
        private static MethodHandle function(String name, MemoryLayout... parameters) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow(name),
                    FunctionDescriptor.of(JAVA_INT, parameters));
        }
    }
}
