package dev.stowage.supplier.scrub;

import dev.stowage.format.address.Address;
import dev.stowage.supplier.store.RecordId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far a round has come.
///
/// @param began when the round began
/// @param bytes read since
/// @param last record that was read; null at the beginning
record ScrubPoint(Instant began, long bytes, @Nullable RecordId last) {

    static ScrubPoint begin(Instant now) {
        return new ScrubPoint(now, 0, null);
    }

    ScrubPoint passed(RecordId record, long more) {
        return new ScrubPoint(began, bytes + more, record);
    }

    /// One line for each part.
    String toText() {
        return last == null
                ? "%s%n%d%n".formatted(began, bytes)
                : "%s%n%d%n%s%n%d%n".formatted(began, bytes, last.address(), last.position());
    }

    /// Empty if it is no such text.
    static Optional<ScrubPoint> ofText(String text) {
        List<String> lines = text.lines().toList();
        try {
            Instant began = Instant.parse(lines.getFirst());
            long bytes = Long.parseLong(lines.get(1));
            RecordId last =
                    lines.size() < 4
                            ? null
                            : new RecordId(
                                    Address.valueOf(lines.get(2)), Integer.parseInt(lines.get(3)));
            return Optional.of(new ScrubPoint(began, bytes, last));
        } catch (DateTimeParseException
                | IllegalArgumentException
                | java.util.NoSuchElementException
                | IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
    }
}
