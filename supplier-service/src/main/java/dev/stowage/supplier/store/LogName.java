package dev.stowage.supplier.store;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a log file: its number, which orders the files, and its marker. The index file
/// beside it is called after it.
record LogName(int number, long marker) {

    /// By number; two of the same number only while one takes the place of the other.
    static final Comparator<LogName> ORDER =
            Comparator.comparingInt(LogName::number).thenComparingLong(LogName::marker);

    static final String MAKING = ".making";
    static final String INDEX = ".index";

    private static final Pattern FORM = Pattern.compile("([0-9]{8})-([0-9a-f]{16})\\.log");

    static Optional<LogName> parse(String name) {
        Matcher matcher = FORM.matcher(name);
        return matcher.matches()
                ? Optional.of(
                        new LogName(
                                Integer.parseInt(matcher.group(1)),
                                HexFormat.fromHexDigitsToLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return stem() + ".log";
    }

    String indexName() {
        return stem() + INDEX;
    }

    /// What it is called until it is whole.
    String makingName() {
        return stem() + MAKING;
    }

    private String stem() {
        return "%08d-%s".formatted(number, HexFormat.of().toHexDigits(marker));
    }
}
