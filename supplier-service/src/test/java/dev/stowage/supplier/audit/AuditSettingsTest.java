package dev.stowage.supplier.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditSettingsTest {

    @Test
    void audits50MillisecondsToADayApart() {
        for (Duration good : new Duration[] {Duration.ofMillis(50), Duration.ofHours(24)}) {
            assertThat(new AuditSettings(true, good).every()).isEqualTo(good);
        }
        for (Duration bad :
                new Duration[] {
                    Duration.ofMillis(49), Duration.ofHours(24).plusMillis(1), Duration.ZERO
                }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AuditSettings(true, bad))
                    .withMessageContaining("stowage.supplier.audit.every must be 50ms … 24h");
        }
    }
}
