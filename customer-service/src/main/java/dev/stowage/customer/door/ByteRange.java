package dev.stowage.customer.door;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The part of a file that a `Range` header asks for (RFC 9110, 14.1.2): bytes `from` … `to - 1`.
sealed interface ByteRange {

    /// All of it: there is no range, one that is no single range of bytes, or one for another
    /// version.
    record Whole() implements ByteRange {}

    /// A part that the file has.
    record Part(long from, long to) implements ByteRange {

        String contentRange(long size) {
            return "bytes %d-%d/%d".formatted(from, to - 1, size);
        }
    }

    /// A part that lies outside the file.
    record Outside() implements ByteRange {}

    Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static ByteRange parse(@Nullable String header, long size) {
        Matcher single = SINGLE.matcher(Optional.ofNullable(header).orElse("").strip());
        if (!single.matches() || (single.group(1).isEmpty() && single.group(2).isEmpty())) {
            return new Whole();
        }
        if (single.group(1).isEmpty()) {
            long last = Math.min(size, Long.parseLong(single.group(2)));
            return last == 0 ? new Outside() : new Part(size - last, size);
        }
        long from = Long.parseLong(single.group(1));
        long to =
                single.group(2).isEmpty()
                        ? size
                        : Math.min(size, Long.parseLong(single.group(2)) + 1);
        if (!single.group(2).isEmpty() && Long.parseLong(single.group(2)) < from) {
            return new Whole();
        }
        return from >= size ? new Outside() : new Part(from, to);
    }
}
