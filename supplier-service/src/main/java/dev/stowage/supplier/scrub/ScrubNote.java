package dev.stowage.supplier.scrub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a scrub notes how far it has come. Losing it costs a round, nothing else.
final class ScrubNote {

    private static final Logger LOG = LoggerFactory.getLogger(ScrubNote.class);

    private final Path file;

    ScrubNote(Path file) {
        this.file = file;
    }

    Optional<ScrubPoint> read() {
        try {
            Optional<ScrubPoint> point =
                    ScrubPoint.ofText(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (point.isEmpty()) {
                LOG.warn("{} is damaged: the scrub begins anew", file);
            }
            return point;
        } catch (NoSuchFileException first) {
            return Optional.empty();
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read: the scrub begins anew", file, unreadable);
            return Optional.empty();
        }
    }

    void write(ScrubPoint point) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(draft, point.toText(), StandardCharsets.ISO_8859_1);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            LOG.warn("{} cannot be written: after a restart the scrub repeats some", file, failed);
        }
    }
}
