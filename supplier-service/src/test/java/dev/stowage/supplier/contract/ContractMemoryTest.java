package dev.stowage.supplier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What contracts take of the heap, in a process of its own, where nothing else moves.
class ContractMemoryTest {

    private static final int CONTRACTS = Integer.getInteger("stowage.crowd.contracts", 4000);

    @TempDir Path data;

    @Test
    void aContractTakesLittleMemory() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:MarkSweepAlwaysCompactCount=1",
                                "-XX:SoftRefLRUPolicyMSPerMB=0",
                                "--add-modules=jdk.incubator.vector",
                                "-Dlogback.configurationFile=" + quiet(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ContractMemory.class.getName(),
                                data.toString(),
                                Integer.toString(CONTRACTS))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        List<String> lines = printed.lines().toList();
        assertThat(lines).hasSize(3);
        double bytes = Double.parseDouble(lines.getFirst());
        System.out.printf(
                "%d contracts: %.0f bytes each, granted in %s ms, a start with them in %s ms%n",
                CONTRACTS, bytes, lines.get(1), lines.get(2));

        assertThat(bytes).isBetween(100.0, 900.0);
    }

    /// Settings by which nothing is logged.
    private Path quiet() throws IOException {
        return Files.writeString(data.resolve("logback.xml"), "<configuration/>");
    }
}
