package dev.stowage.supplier;

import dev.stowage.format.record.FragmentRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A record whose file changes under its supplier.
final class RottenRecord {

    private RottenRecord() {}

    /// Flips a bit near the end of a record.
    ///
    /// @param directory of the supplier
    static void flip(Path directory, FragmentRecord record) throws IOException {
        byte[] last = new byte[32];
        ByteBuffer payload = record.toBuffers().getLast().duplicate();
        payload.position(payload.limit() - last.length).get(last);
        try (Stream<Path> files = Files.list(directory.resolve("records"))) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
                String text = latin(Files.readAllBytes(log));
                int at = text.indexOf(latin(last));
                if (at >= 0) {
                    flipAt(log, at);
                    return;
                }
            }
        }
        throw new AssertionError("the record is in no file");
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void flipAt(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int before = bytes.read();
            bytes.seek(at);
            bytes.write(before ^ 1);
        }
    }
}
