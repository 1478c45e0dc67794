package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir Path data;

    @Test
    void aSettingThatIsNotKnownStopsTheStart() {
        requireRefused("octet-supliers", 8, "stowage.placement.octet-supliers");
    }

    @Test
    void aSettingThatCannotBeStopsTheStart() {
        requireRefused(
                "octet-suppliers", 9, "stowage.placement.octet-suppliers must be 2 … 8, got 9");
        requireRefused(
                "heartbeat-interval", "1ms", "heartbeat-interval must be 50ms … 10m, got PT0.001S");
        requireRefused("offline-after", "49ms", "offline-after must be 50ms … dead-after");
        requireRefused("offline-after", "25h", "offline-after must be 50ms … dead-after (PT24H)");
        requireRefused("dead-after", "4m", "dead-after (PT4M), got PT5M");
        requireRefused("dead-after", "366d", "dead-after must be at most 365d");
        requireRefused("audit-interval", "49ms", "audit-interval must be 50ms … 24h");
        requireRefused("audit-interval", "25h", "audit-interval must be 50ms … 24h, got PT25H");
        requireRefused("newcomer-period", "-1s", "newcomer-period must be 0s … 365d");
        requireRefused("newcomer-period", "366d", "newcomer-period must be 0s … 365d");
        requireRefused("rebuild-lease", "999ms", "rebuild-lease must be 1s … 1h, got PT0.999S");
        requireRefused("rebuild-lease", "3601s", "rebuild-lease must be 1s … 1h, got PT1H1S");
        requireRefused("registrations-per-minute", 0, "must be 1 or more");
    }

    private void requireRefused(String name, Object value, String message) {
        Map<String, Object> settings =
                Map.of(
                        "server.port",
                        0,
                        "server.address",
                        "127.0.0.1",
                        "stowage.placement.data",
                        data,
                        "stowage.placement." + name,
                        value);
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> PlacementApplication.start(settings).close())
                .withStackTraceContaining(message);
    }
}
