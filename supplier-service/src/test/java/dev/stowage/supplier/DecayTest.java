package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
            RottenRecord.flip(data.resolve("supplier-1"), record);

            plain.supplier().volumes().getFirst().scrub().hurry();

            Eventually.holds(Duration.ofSeconds(30), () -> !plain.placement().findings().isEmpty());
            FoundRecord found = plain.placement().findings().getFirst();
            assertThat(found.address()).isEqualTo(record.header().address());
            assertThat(found.kind()).isEqualTo(FoundRecord.Kind.CORRUPT);
            assertThat(found.carrier()).isEqualTo(record.header().carrier());
            assertThat(found.supplier()).isEqualTo(plain.supplier().membership().supplier());
        }
    }
}
