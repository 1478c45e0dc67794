package dev.stowage.verification.benchmarks.machine;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the figures depend on beside the code: the JVM and the machine under it.
public final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final List<String> TELLING =
            List.of("ssse3", "avx2", "avx512bw", "avx512vbmi", "gfni", "asimd", "sve");

    private Machine() {}

    /// The Java that runs.
    public static String jvm() {
        return "%s %s, vectors of %s bits"
                .formatted(
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.runtime.version"),
                        vectorBits());
    }

    /// The processor, how many of them, and the system.
    public static String processor() {
        return "%s (%s), %d at hand, %s %s"
                .formatted(
                        fact("model name"),
                        Arrays.stream((fact("flags") + " " + fact("Features")).split(" "))
                                .filter(TELLING::contains)
                                .distinct()
                                .collect(Collectors.joining(" ")),
                        processors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
    }

    /// How many processors there are.
    public static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// Returns how many threads wanted a processor in the last minute, or a negative number.
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /// The file system that a directory lies on, and its device.
    public static String disk(Path directory) {
        try {
            FileStore store = Files.getFileStore(directory);
            return "%s on %s, %d GB free"
                    .formatted(store.type(), store.name(), store.getUsableSpace() / 1_000_000_000);
        } catch (IOException unknown) {
            return "unknown";
        }
    }

    private static String vectorBits() {
        @Nullable HotSpotDiagnosticMXBean hotSpot =
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (hotSpot == null) {
            return "unknown";
        }
        try {
            String bytes = hotSpot.getVMOption("MaxVectorSize").getValue();
            return Long.toString(Byte.SIZE * Long.parseLong(bytes));
        } catch (IllegalArgumentException noSuchOption) {
            return "unknown";
        }
    }

    private static String fact(String name) {
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException noProcfs) {
            return "";
        }
    }
}
