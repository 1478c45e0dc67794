package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.supplier.store.IndexMemory.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a million records take of the heap, each in a process of its own, where nothing else moves.
class IndexMemoryTest {

    @ParameterizedTest
    @CsvSource({
        "ASCENDING, 1000000, 33",
        "CROWDED, 100000, 40",
        "RANDOM, 1000000, 40",
        "DESCENDING, 100000, 41",
        "SCATTERED, 100000, 420"
    })
    void aRecordTakesFewBytesInWhateverOrderItCame(Order order, int records, double most)
            throws Exception {
        double bytes = bytesPerRecord(order, records);
        System.out.printf("%s: %.1f bytes a record%n", order, bytes);

        assertThat(bytes).isBetween(32.0, most);
    }

    private static double bytesPerRecord(Order order, int records)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                IndexMemory.class.getName(),
                                order.name(),
                                Integer.toString(records))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Double.parseDouble(printed.strip());
    }
}
