package dev.stowage.verification.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// A room that a test draws file by file, to see a rule find what is wrong with it.
final class Sketch {

    private final Path directory;
    private final List<Path> product = new ArrayList<>();
    private final List<Path> tests = new ArrayList<>();

    Sketch(Path directory) {
        this.directory = directory;
    }

    Sketch product(String file, String text) throws IOException {
        product.add(write("src/main/java/" + file, text));
        return this;
    }

    Sketch test(String file, String text) throws IOException {
        tests.add(write("src/test/java/" + file, text));
        return this;
    }

    Sketch text(String file, String text) throws IOException {
        write(file, text);
        return this;
    }

    Room room() throws IOException {
        compile(product, "target/classes");
        compile(tests, "target/test-classes");
        return Room.at(directory);
    }

    private Path write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private void compile(List<Path> files, String output) throws IOException {
        Path classes = Files.createDirectories(directory.resolve(output));
        if (files.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of(
                            "-proc:none",
                            "-d",
                            classes.toString(),
                            "-cp",
                            System.getProperty("java.class.path"));
            boolean compiled =
                    compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    options,
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files))
                            .call();
            if (!compiled) {
                throw new IllegalArgumentException("the sketch does not compile: " + files);
            }
        }
    }
}
