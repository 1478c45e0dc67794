package dev.stowage.supplier.absence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file in which a maintenance is noted: beginning, end and reason, a line each.
final class MaintenanceNote {

    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceNote.class);

    private final Path file;

    MaintenanceNote(Path file) {
        this.file = file;
    }

    /// Empty, too, if it cannot be read: then everybody is answered.
    Optional<Maintenance.Pause> read() {
        try {
            List<String> lines = Files.readString(file).lines().toList();
            if (lines.size() < 2) {
                throw new DateTimeException("%d lines".formatted(lines.size()));
            }
            String reason = lines.size() > 2 ? lines.get(2) : "";
            return Optional.of(
                    new Maintenance.Pause(
                            Instant.parse(lines.get(0)), Instant.parse(lines.get(1)), reason));
        } catch (NoSuchFileException usual) {
            return Optional.empty();
        } catch (IOException | DateTimeException unreadable) {
            LOG.warn("{} cannot be read: there is no maintenance", file, unreadable);
            return Optional.empty();
        }
    }

    void write(Maintenance.Pause pause) throws IOException {
        String text = "%s\n%s\n%s\n".formatted(pause.began(), pause.until(), pause.reason());
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory();
    }

    void remove() throws IOException {
        if (Files.deleteIfExists(file)) {
            syncDirectory();
        }
    }

    private void syncDirectory() throws IOException {
        try (FileChannel channel =
                FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
