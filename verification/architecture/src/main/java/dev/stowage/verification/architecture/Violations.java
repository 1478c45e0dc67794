package dev.stowage.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds what breaks a rule and names every place of it, as `File.java:LINE name`.
final class Violations {

    private Violations() {}

    static void mustBeNone(String rule, Stream<String> violations) {
        List<String> found = violations.toList();
        assertThat(found).as(rule).isEmpty();
    }

    static Stream<String> declarations(Stream<Source> sources, Predicate<Declaration> broken) {
        return sources.flatMap(
                source ->
                        source.declarations().stream()
                                .filter(broken)
                                .map(declaration -> at(source, declaration)));
    }

    static Stream<String> lines(Stream<Source> sources, Predicate<String> broken) {
        return sources.flatMap(
                source ->
                        source.lines().stream()
                                .filter(broken)
                                .map(line -> source.path().getFileName() + ": " + line.strip()));
    }

    private static String at(Source source, Declaration declaration) {
        return "%s:%d %s (%d lines)"
                .formatted(
                        source.path().getFileName(),
                        declaration.line(),
                        declaration.name(),
                        declaration.length());
    }
}
