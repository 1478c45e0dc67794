package dev.stowage.customer.commit;

import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.util.Optional;
import java.util.Set;

/// What must hold of a file before it is changed: If-Match and If-None-Match (RFC 9110, 13.1).
///
/// @param match if given, the file's version must be among these
/// @param noneMatch if given, the file's version must not be among these
public record Precondition(Optional<Tags> match, Optional<Tags> noneMatch) {

    public static final Precondition NONE = new Precondition(Optional.empty(), Optional.empty());

    /// Entity tags without quotes, or any.
    public record Tags(boolean any, Set<String> tags) {

        public Tags {
            tags = Set.copyOf(tags);
        }

        /// Whether an existing file is meant.
        public boolean mean(FileEntry file) {
            return any || tags.contains(file.version().toString());
        }
    }

    /// Whether If-Match names this very version: who does that knows it.
    boolean names(FileEntry file) {
        return match.filter(tags -> tags.tags().contains(file.version().toString())).isPresent();
    }

    public boolean isNone() {
        return match.isEmpty() && noneMatch.isEmpty();
    }

    /// @throws Fault `precondition-failed`
    public void require(FilePath path, Optional<FileEntry> file) {
        if (match.isPresent() && file.filter(match.get()::mean).isEmpty()) {
            throw failed("If-Match", path, file);
        }
        if (noneMatch.isPresent() && file.filter(noneMatch.get()::mean).isPresent()) {
            throw failed("If-None-Match", path, file);
        }
    }

    private static Fault failed(String which, FilePath path, Optional<FileEntry> file) {
        String current = file.map(entry -> "is " + entry.version()).orElse("does not exist");
        return new Fault(
                FaultCode.PRECONDITION_FAILED,
                "%s does not hold: %s %s".formatted(which, path, current));
    }
}
