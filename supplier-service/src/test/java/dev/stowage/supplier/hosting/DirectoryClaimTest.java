package dev.stowage.supplier.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryClaimTest {

    @TempDir Path data;

    @Test
    void givesEveryClaimADirectoryOfItsOwn() throws Exception {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            names.add(DirectoryClaim.first(data).name());
        }

        assertThat(names)
                .containsExactlyInAnyOrder(
                        "supplier-1", "supplier-2", "supplier-3", "supplier-4", "supplier-5");
    }

    @Test
    void givesTheFirstFreeDirectoryAgain() throws Exception {
        DirectoryClaim first = DirectoryClaim.first(data);
        try (DirectoryClaim second = DirectoryClaim.first(data)) {
            first.close();
            try (DirectoryClaim again = DirectoryClaim.first(data)) {
                assertThat(again.name()).isEqualTo("supplier-1");
                assertThat(second.name()).isEqualTo("supplier-2");
            }
        }
    }

    @Test
    void otherProcessesGetOtherDirectoriesAndAKilledOneLeavesItsOwn() throws Exception {
        try (DirectoryClaim ours = DirectoryClaim.first(data)) {
            Process other = startClaimant();
            try {
                assertThat(readLine(other)).isEqualTo("supplier-2");
                try (DirectoryClaim next = DirectoryClaim.first(data)) {
                    assertThat(next.name()).isEqualTo("supplier-3");
                }
            } finally {
                other.destroyForcibly();
                assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(ours.name()).isEqualTo("supplier-1");
            try (DirectoryClaim left = DirectoryClaim.first(data)) {
                assertThat(left.name()).isEqualTo("supplier-2");
            }
        }
    }

    private Process startClaimant() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Claimant.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String readLine(Process process) throws IOException {
        return new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
    }

    /// A process that claims a directory, says which, and keeps it until it is killed.
    static final class Claimant {

        private Claimant() {}

        public static void main(String[] arguments) throws Exception {
            try (DirectoryClaim claim = DirectoryClaim.first(Path.of(arguments[0]))) {
                System.out.println(claim.name());
                Thread.currentThread().join();
            }
        }
    }
}
