package dev.stowage.verification.architecture;

import dev.stowage.verification.architecture.Declaration.Kind;
import org.junit.jupiter.api.Test;

/// How long things may grow: the tails tell good code from bad.
interface SizeRules extends RoomRules {

    int MAX_FILE_LINES = 400;
    int MAX_METHOD_LINES = 60;

    @Test
    default void filesAreShort() {
        Violations.mustBeNone(
                "files have at most %d lines".formatted(MAX_FILE_LINES),
                room().sources().stream()
                        .filter(source -> source.lines().size() > MAX_FILE_LINES)
                        .map(
                                source ->
                                        "%s (%d lines)"
                                                .formatted(source.path(), source.lines().size())));
    }

    @Test
    default void methodsAreShort() {
        Violations.mustBeNone(
                "methods have at most %d lines".formatted(MAX_METHOD_LINES),
                Violations.declarations(
                        room().sources().stream(),
                        declaration ->
                                declaration.kind() == Kind.METHOD
                                        && declaration.length() > MAX_METHOD_LINES));
    }
}
