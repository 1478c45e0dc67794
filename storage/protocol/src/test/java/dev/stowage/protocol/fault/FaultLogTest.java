package dev.stowage.protocol.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class FaultLogTest {

    private long now;
    private final FaultLog log = new FaultLog(NOPLogger.NOP_LOGGER, () -> now);

    @Test
    void tellsEachCodeOnceAMinute() {
        assertThat(log.warn(new Fault(FaultCode.BUSY, "one"))).isTrue();
        assertThat(log.warn(new Fault(FaultCode.BUSY, "two"))).isFalse();
        assertThat(log.warn(new Fault(FaultCode.DISK_FULL, "three"))).isTrue();

        now += Duration.ofSeconds(60).toNanos() - 1;
        assertThat(log.warn(new Fault(FaultCode.BUSY, "four"))).isFalse();
        now += 1;
        assertThat(log.warn(new Fault(FaultCode.BUSY, "five"))).isTrue();
        assertThat(log.warn(new Fault(FaultCode.BUSY, "six"))).isFalse();
    }

    @Test
    void alwaysTellsWhatWentWrongHere() {
        assertThat(log.warn(new Fault(FaultCode.INTERNAL, "one"))).isTrue();
        assertThat(log.warn(new Fault(FaultCode.INTERNAL, "two"))).isTrue();
    }
}
