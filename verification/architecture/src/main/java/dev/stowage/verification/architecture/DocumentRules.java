package dev.stowage.verification.architecture;

import dev.stowage.verification.architecture.Declaration.Kind;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What is written down beside the code.
interface DocumentRules extends RoomRules {

    Pattern PROMISE = Pattern.compile(".*\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b.*");

    @Test
    default void everyPublicTypeSaysWhatItIs() {
        Violations.mustBeNone(
                "a public type has a sentence that says what it is",
                Violations.declarations(
                        room().sources().stream().filter(Source::isProduct),
                        declaration ->
                                declaration.kind() == Kind.TYPE
                                        && declaration.isTopLevel()
                                        && declaration.isPublic()
                                        && !declaration.isDocumented()));
    }

    @Test
    default void everyPackageSaysWhatItIsFor() {
        Violations.mustBeNone(
                "a package-info says what the package is for",
                Violations.declarations(
                        room().sources().stream()
                                .filter(Source::isProduct)
                                .filter(Source::isPackageInfo),
                        declaration ->
                                declaration.kind() == Kind.PACKAGE && !declaration.isDocumented()));
    }

    @Test
    default void nothingIsPromisedForLater() {
        Violations.mustBeNone(
                "what is in the house is finished",
                Violations.lines(
                        room().sources().stream(), line -> PROMISE.matcher(line).matches()));
    }
}
