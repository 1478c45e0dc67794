package dev.stowage.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds INVARIANTS.md to what it says: the tests that it names exist.
class InvariantsTest {

    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern ENFORCER = Pattern.compile("`(\\w+(?:Test|Rules))(?:\\.(\\w+))?`");

    @Test
    void everyTestThatThePageNamesExists() throws IOException {
        Map<String, String> sources = javaFiles();
        String page = Files.readString(REPOSITORY.resolve("INVARIANTS.md"));
        List<MatchResult> enforcers = ENFORCER.matcher(page).results().toList();
        List<String> missing =
                enforcers.stream()
                        .filter(named -> !exists(named, sources))
                        .map(MatchResult::group)
                        .toList();
        assertThat(enforcers).hasSizeGreaterThan(20);
        assertThat(missing).as("tests that INVARIANTS.md names but nobody wrote").isEmpty();
    }

    private static boolean exists(MatchResult named, Map<String, String> sources) {
        String text = sources.getOrDefault(named.group(1), "");
        return !text.isEmpty()
                && (named.group(2) == null || text.contains(" void " + named.group(2) + "("));
    }

    private static Map<String, String> javaFiles() throws IOException {
        Map<String, String> sources = new HashMap<>();
        Files.walkFileTree(
                REPOSITORY,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) {
                        String name = directory.getFileName().toString();
                        boolean ours =
                                !name.equals("target")
                                        && !name.startsWith(".")
                                        && !name.equals("data");
                        return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        String name = file.getFileName().toString();
                        if (name.endsWith(".java") && !name.equals("package-info.java")) {
                            sources.put(
                                    name.substring(0, name.length() - ".java".length()),
                                    Files.readString(file));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return sources;
    }
}
