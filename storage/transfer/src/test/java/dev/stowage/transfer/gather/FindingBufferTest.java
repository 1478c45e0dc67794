package dev.stowage.transfer.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.transfer.fleet.Fleet;
import dev.stowage.transfer.fleet.SteppedClock;
import dev.stowage.transfer.gather.Finding.Kind;
import dev.stowage.transfer.gather.FindingBuffer.Sighting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FindingBufferTest {

    private final SteppedClock clock = new SteppedClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FindingBuffer buffer = new FindingBuffer(3, meters, clock);

    private static Finding finding(Kind kind, int position) {
        return new Finding(
                kind,
                new Address(new AccountNumber(7), new BlockNumber(1), Fleet.combination(4).group()),
                position,
                new CarrierId(position),
                Optional.of(new SupplierId(new UUID(0, 1))),
                "as a test wants it");
    }

    @Test
    void aRecordThatIsSeenAgainWaitsOnce() {
        Instant first = clock.instant();
        buffer.found(finding(Kind.MISSING, 0));
        clock.step(Duration.ofSeconds(5));
        buffer.found(finding(Kind.CORRUPT, 0));
        assertThat(buffer.drain(10))
                .containsExactly(new Sighting(finding(Kind.CORRUPT, 0), first, clock.instant(), 2));
        assertThat(buffer.size()).isZero();
    }

    @Test
    void suppliersThatAreAwayAreNoFindings() {
        buffer.found(finding(Kind.UNREACHABLE, 0));
        assertThat(buffer.size()).isZero();
    }

    @Test
    void whatIsTooMuchIsDroppedAndCounted() {
        for (int position = 0; position < 5; position++) {
            buffer.found(finding(Kind.MISSING, position));
        }
        buffer.found(finding(Kind.MISSING, 0));
        assertThat(buffer.drain(10))
                .extracting(sighting -> sighting.finding().position())
                .containsExactly(0, 1, 2);
        assertThat(meters.counter("stowage.gather.findings.dropped").count()).isEqualTo(2);
    }

    @Test
    void batchesAreDrainedOldestFirst() {
        buffer.found(finding(Kind.MISSING, 2));
        buffer.found(finding(Kind.MISSING, 0));
        assertThat(buffer.drain(1))
                .hasSize(1)
                .first()
                .extracting(s -> s.finding().position())
                .isEqualTo(2);
        assertThat(buffer.size()).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeReportedComesBack() {
        buffer.found(finding(Kind.MISSING, 0));
        List<Sighting> drained = buffer.drain(1);
        buffer.found(finding(Kind.MISSING, 0));
        buffer.giveBack(drained);
        assertThat(buffer.drain(10)).extracting(Sighting::count).containsExactly(2);
    }
}
