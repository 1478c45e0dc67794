package dev.stowage.verification.benchmarks.erasure;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The functions of Intel's library ISA-L that are used here, if it is installed.
///
/// The property `stowage.isal` names another library than the system's.
final class Isal {

    private static final String LIBRARY = System.getProperty("stowage.isal", "libisal.so.2");

    /// Bytes of tables that ISA-L makes for each coefficient.
    private static final long TABLE_BYTES = 32;

    // final and static, so that the JIT compiler makes direct calls of them
    private static final @Nullable SymbolLookup SYMBOLS = symbols();
    private static final @Nullable MethodHandle INIT_TABLES =
            handle("ec_init_tables", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final @Nullable MethodHandle ENCODE =
            handle("ec_encode_data", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);

    private Isal() {}

    static boolean isInstalled() {
        return INIT_TABLES != null && ENCODE != null;
    }

    /// Returns the name of the library's file, which ends in its version.
    static String file() {
        try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.contains("libisal"))
                    .map(line -> line.substring(line.lastIndexOf('/') + 1))
                    .findFirst()
                    .orElse(LIBRARY);
        } catch (IOException | UncheckedIOException noProcfs) {
            return LIBRARY;
        }
    }

    /// Expands a matrix, row by row, for [#encode].
    static MemorySegment tables(Arena arena, byte[][] matrix) {
        int rows = matrix.length;
        int columns = matrix[0].length;
        MemorySegment coefficients = arena.allocate((long) rows * columns);
        for (int row = 0; row < rows; row++) {
            MemorySegment.copy(
                    matrix[row], 0, coefficients, JAVA_BYTE, (long) row * columns, columns);
        }
        MemorySegment tables = arena.allocate(TABLE_BYTES * rows * columns, TABLE_BYTES);
        try {
            installed(INIT_TABLES).invokeExact(columns, rows, coefficients, tables);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
        return tables;
    }

    /// Makes every target the sum of products that a row of the matrix says.
    ///
    /// @param sources an array of addresses
    /// @param targets an array of addresses
    static void encode(
            int length,
            int sourceCount,
            int targetCount,
            MemorySegment tables,
            MemorySegment sources,
            MemorySegment targets) {
        try {
            installed(ENCODE)
                    .invokeExact(length, sourceCount, targetCount, tables, sources, targets);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static MethodHandle installed(@Nullable MethodHandle handle) {
        if (handle == null) {
            throw new IllegalStateException(LIBRARY + " is not installed");
        }
        return handle;
    }

    @SuppressWarnings("restricted")
    private static @Nullable SymbolLookup symbols() {
        try {
            return SymbolLookup.libraryLookup(LIBRARY, Arena.global());
        } catch (IllegalArgumentException absent) {
            return null;
        }
    }

    @SuppressWarnings("restricted")
    private static @Nullable MethodHandle handle(String name, MemoryLayout... parameters) {
        return Optional.ofNullable(SYMBOLS)
                .flatMap(symbols -> symbols.find(name))
                .map(
                        address ->
                                Linker.nativeLinker()
                                        .downcallHandle(
                                                address,
                                                FunctionDescriptor.ofVoid(parameters),
                                                Linker.Option.critical(false)))
                .orElse(null);
    }
}
