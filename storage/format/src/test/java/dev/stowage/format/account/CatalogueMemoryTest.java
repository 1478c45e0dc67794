package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What files take of the heap, each time in a process of its own, where nothing else moves.
class CatalogueMemoryTest {

    @ParameterizedTest
    @CsvSource({"200000, 1, 300", "100000, 0, 280", "2000, 50, 12000"})
    void aFileTakesLittleMemoryAndAboutWhatTheCatalogueSays(int files, int runs, long most)
            throws Exception {
        List<Long> told = bytesPerFile(files, runs);
        System.out.printf("%d runs: %s bytes a file, and as it says%n", runs, told);

        assertThat(told.getFirst()).isPositive().isLessThan(most);
        assertThat(told.getLast()).isCloseTo(told.getFirst(), Percentage.withPercentage(15));
    }

    private static List<Long> bytesPerFile(int files, int runs)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "--add-modules",
                                "jdk.incubator.vector",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CatalogueMemory.class.getName(),
                                String.valueOf(files),
                                String.valueOf(runs))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        return Stream.of(told.strip().split(" ")).map(Long::valueOf).toList();
    }
}
