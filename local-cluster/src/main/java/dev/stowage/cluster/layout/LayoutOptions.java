package dev.stowage.cluster.layout;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of a command that name one layout.
public final class LayoutOptions {

    @Option(
            names = "--suppliers",
            paramLabel = "N",
            description = "a combination of 2, 4, 7, 13, 18, 26 or 64 suppliers")
    private @Nullable Integer suppliers;

    @Option(
            names = "--level",
            paramLabel = "L",
            description = "alone: a whole group of this reliability level, 0 … 7")
    private @Nullable Integer level;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = "rs or xor (${DEFAULT-VALUE})",
            defaultValue = "rs")
    private String code = "rs";

    public String code() {
        return code;
    }

    /// The layout that was named; none if only a code was, or nothing.
    public Optional<WantedLayout> layout() {
        return suppliers == null && level == null
                ? Optional.empty()
                : Optional.of(new WantedLayout(suppliers, level, code));
    }
}
