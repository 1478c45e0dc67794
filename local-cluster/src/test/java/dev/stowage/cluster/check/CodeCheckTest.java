package dev.stowage.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The short form of `./stowage check codes`, in a JVM of its own whose threads wait for the
/// compiler: in one that compiles the services of other tests, too, vectors are interpreted for
/// minutes.
class CodeCheckTest {

    private static final String NONE = "no code failed";

    /// What one seed takes grows with the fragments; the widest codes have tests of their own.
    private static int seeds(int dataFragments) {
        return Math.clamp(1024 / dataFragments, 1, 12);
    }

    @Test
    void halfOfTheFragmentsOfEveryCodeComeBack() throws Exception {
        assertThat(reportOfAnotherProcess())
                .contains("rs 2 by PORTABLE ", "rs 64 by ", "rs 65536 by ", "xor 64 ", NONE)
                .doesNotContainPattern(" [1-9][0-9]* failures");
    }

    private static String reportOfAnotherProcess() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xbatch",
                                "-Xmx2g",
                                "--add-modules",
                                "jdk.incubator.vector",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CodeCheckTest.class.getName())
                        .redirectErrorStream(true)
                        .start();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    /// What the other process does.
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        List<String> failures = new CodeCheck(out).run(1, CodeCheckTest::seeds);
        out.println(failures.isEmpty() ? NONE : String.join("\n", failures));
    }
}
