package dev.stowage.verification.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// One module as the rules see it: its directory, its Java files, and its product and test classes
/// as compiled.
public record Room(Path directory, List<Source> sources, JavaClasses product, JavaClasses tests) {

    private static final List<String> TEXTS =
            List.of(".md", ".properties", ".sql", ".xml", ".yaml", ".yml");

    /// The module in whose directory the tests run.
    public static Room ofRunningTests() {
        return RunningTests.ROOM;
    }

    static Room at(Path directory) {
        return new Room(
                directory,
                Source.parse(
                        files(directory.resolve("src"))
                                .filter(file -> file.toString().endsWith(".java"))
                                .toList()),
                new ClassFileImporter().importPath(directory.resolve("target/classes")),
                new ClassFileImporter().importPath(directory.resolve("target/test-classes")));
    }

    /// Every text that is not Java: the build, resources, documents.
    public List<Path> texts() {
        return Stream.concat(
                        files(directory.resolve("src")),
                        Stream.of(directory.resolve("pom.xml")).filter(Files::exists))
                .filter(file -> TEXTS.stream().anyMatch(file.toString()::endsWith))
                .toList();
    }

    private static Stream<Path> files(Path root) {
        if (!Files.isDirectory(root)) {
            return Stream.empty();
        }
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class RunningTests {
        static final Room ROOM = at(Path.of("").toAbsolutePath());
    }
}
