package dev.stowage.verification.architecture;

import dev.stowage.verification.architecture.Declaration.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Names say what a thing is, in the words of the design.
interface NameRules extends RoomRules {

    Pattern EMPTY_ENDING =
            Pattern.compile(".*(Utils?|Helpers?|Manager|Common|Impl|Misc|Base|Data|Info)");
    Set<String> FOREIGN_WORDS =
            Set.of(
                    "shard",
                    "shards",
                    "piece",
                    "pieces",
                    "chunk",
                    "chunks",
                    "segment",
                    "segments",
                    "peer",
                    "peers");

    /// The one foreign word that is another's: variables of this type may be called after it.
    String MEMORY = "MemorySegment";

    @Test
    default void typesHaveNamesThatSaySomething() {
        Violations.mustBeNone(
                "no type is called …Util, …Helper, …Manager, …Common, …Impl, …Misc, …Base, …Data or …Info",
                Violations.declarations(
                        room().sources().stream(),
                        declaration ->
                                declaration.kind() == Kind.TYPE
                                        && EMPTY_ENDING.matcher(declaration.name()).matches()));
    }

    @Test
    default void onlyTheWordsOfTheDesignAreUsed() {
        Violations.mustBeNone(
                "the design says fragment, block, run and supplier; not " + FOREIGN_WORDS,
                Violations.declarations(
                        room().sources().stream(),
                        declaration ->
                                hasForeignWord(declaration.name())
                                        && !declaration.type().contains(MEMORY)));
    }

    private static boolean hasForeignWord(String name) {
        return Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])|[_.]"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .anyMatch(FOREIGN_WORDS::contains);
    }
}
