package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecayTest {

    @TempDir Path data;

    @Test
    void whatAScrubFindsIsToldToPlacementWithAHeartbeat() throws Exception {
        SampleAccount account = new SampleAccount(7);
        FragmentRecord record = account.record(1, 0);
        try (PlainSupplier plain = new PlainSupplier(data).awaitJoined()) {
            plain.restartWith(log -> log.store(account.number(), List.of(record), Long.MAX_VALUE));
            flipLastPayload(record);

            plain.supplier().volumes().getFirst().scrub().hurry();

            Eventually.holds(Duration.ofSeconds(30), () -> !plain.placement().findings().isEmpty());
            FoundRecord found = plain.placement().findings().getFirst();
            assertThat(found.address()).isEqualTo(record.header().address());
            assertThat(found.kind()).isEqualTo(FoundRecord.Kind.CORRUPT);
            assertThat(found.carrier()).isEqualTo(record.header().carrier());
            assertThat(found.supplier()).isEqualTo(plain.supplier().membership().supplier());
        }
    }

    /// Flips a bit near the end of a record.
    private void flipLastPayload(FragmentRecord record) throws IOException {
        byte[] last = new byte[32];
        ByteBuffer payload = record.toBuffers().getLast().duplicate();
        payload.position(payload.limit() - last.length).get(last);
        try (Stream<Path> files = Files.list(data.resolve("supplier-1").resolve("records"))) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
                String text = latin(Files.readAllBytes(log));
                int at = text.indexOf(latin(last));
                if (at >= 0) {
                    flip(log, at);
                    return;
                }
            }
        }
        throw new AssertionError("the record is in no file");
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int before = bytes.read();
            bytes.seek(at);
            bytes.write(before ^ 1);
        }
    }
}
