package dev.stowage.supplier.absence;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A while for which a supplier answers nobody but its operator.
///
/// It runs by the machine's clock, for the machine may well be off meanwhile; one that was set back
/// behind its beginning ends it.
public final class Maintenance {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final MaintenanceNote note;
    private final Clock clock;
    private volatile @Nullable Pause pause;

    /// @param began by the machine's clock
    /// @param until as well
    /// @param reason empty if none was given
    record Pause(Instant began, Instant until, String reason) {

        boolean isOn(Instant now) {
            return !now.isBefore(began) && now.isBefore(until);
        }
    }

    /// @param file in which it is noted, so that it outlives a start
    public Maintenance(Path file, Clock clock) {
        this.note = new MaintenanceNote(file);
        this.clock = clock;
        this.pause = note.read().orElse(null);
    }

    /// Answers nobody for so long from now.
    ///
    /// @throws Fault `volume-failed` if that cannot be noted; it holds until the next start then
    public void begin(Duration duration, String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Pause begun = new Pause(now, now.plus(duration), reason);
        pause = begun;
        LOG.warn("maintenance until {}: {}", begun.until, reason);
        change(() -> note.write(begun));
    }

    /// Answers again.
    ///
    /// @throws Fault `volume-failed` if that cannot be noted; it holds until the next start then
    public void end() {
        pause = null;
        LOG.warn("the maintenance is over");
        change(note::remove);
    }

    private interface Noting {
        void note() throws IOException;
    }

    private static void change(Noting noting) {
        try {
            noting.note();
        } catch (IOException failed) {
            throw new Fault(
                    FaultCode.VOLUME_FAILED,
                    "this holds until the supplier starts anew, for it cannot be noted: " + failed,
                    failed);
        }
    }

    /// Until when; empty if everybody is answered.
    public Optional<Instant> until() {
        return now().map(Pause::until);
    }

    /// Why, as the operator said it.
    public Optional<String> reason() {
        return now().map(Pause::reason).filter(reason -> !reason.isEmpty());
    }

    private Optional<Pause> now() {
        return Optional.ofNullable(pause).filter(each -> each.isOn(clock.instant()));
    }

    /// Refuses whoever is not the operator.
    ///
    /// @throws Fault `maintenance`
    public void requireOpen() {
        now().ifPresent(
                        each -> {
                            throw refusal(each);
                        });
    }

    private Fault refusal(Pause now) {
        long seconds = Duration.between(clock.instant(), now.until).toSeconds() + 1;
        String why = now.reason.isEmpty() ? "" : ": " + now.reason;
        return new Fault(
                        FaultCode.MAINTENANCE,
                        "this supplier is being maintained until %s%s".formatted(now.until, why))
                .with("until", now.until.toString())
                .with("retryAfterSeconds", seconds);
    }
}
