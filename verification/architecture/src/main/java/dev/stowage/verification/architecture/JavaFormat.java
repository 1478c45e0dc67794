package dev.stowage.verification.architecture;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Asks google-java-format, as Spotless sets it up, in a process of its own: it needs the
/// compiler's inside, which no test should open.
final class JavaFormat {

    private static final List<String> OPENED =
            List.of("api", "code", "file", "main", "parser", "tree", "util");

    private JavaFormat() {}

    /// The files that would look otherwise if they were formatted.
    static List<String> unformatted(List<Path> files) {
        try {
            Path list = Files.createTempFile("format", ".txt");
            try {
                Files.write(list, files.stream().map(Path::toString).toList());
                return ask(list);
            } finally {
                Files.delete(list);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> ask(Path list) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        OPENED.forEach(
                name ->
                        command.add(
                                "--add-exports=jdk.compiler/com.sun.tools.javac."
                                        + name
                                        + "=ALL-UNNAMED"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(JavaFormat.class.getName(), list.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            List<String> answer =
                    new String(output.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IllegalStateException(
                        "the formatter ended with %d: %s".formatted(exit, answer));
            }
            return answer;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the formatter ran", e);
        }
    }

    public static void main(String[] arguments) throws IOException {
        for (String file : Files.readAllLines(Path.of(arguments[0]))) {
            String text = Files.readString(Path.of(file));
            if (!text.equals(format(file, text))) {
                System.out.println(file);
            }
        }
    }

    private static String format(String file, String text) {
        JavaFormatterOptions options = JavaFormatterOptions.builder().style(Style.AOSP).build();
        try {
            String formatted = new Formatter(options).formatSource(text);
            return ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(formatted), Style.GOOGLE);
        } catch (FormatterException e) {
            throw new IllegalStateException(file, e);
        }
    }
}
