package dev.stowage.supplier.hosting;

import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.Heartbeat.Sequence;
import dev.stowage.supplier.absence.Exit;
import dev.stowage.supplier.absence.Maintenance;
import dev.stowage.supplier.closing.Closings;
import dev.stowage.supplier.owner.Owners;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// What a supplier says of itself in its heartbeats, each with a number of its own.
final class Pulse {

    private final Instant started;
    private final AtomicLong beats = new AtomicLong();
    private final List<OpenVolume> volumes;
    private final InFlight inFlight;
    private final Exit exit;
    private final Maintenance maintenance;
    private final Owners owners;
    private final Closings closings;

    /// @param started when this life of the supplier began
    Pulse(
            Instant started,
            List<OpenVolume> volumes,
            InFlight inFlight,
            Exit exit,
            Maintenance maintenance,
            Owners owners,
            Closings closings) {
        this.started = started;
        this.volumes = volumes;
        this.inFlight = inFlight;
        this.exit = exit;
        this.maintenance = maintenance;
        this.owners = owners;
        this.closings = closings;
    }

    /// @param url where the supplier answers
    Heartbeat next(URI url) {
        return new Heartbeat(
                url.toString(),
                volumes.stream().map(OpenVolume::state).toList(),
                inFlight.bytes(),
                exit.endsAt(),
                maintenance.until().orElse(null),
                owners.heard(),
                closings.heard(),
                inFlight.mostBytes(),
                new Sequence(started, beats.getAndIncrement()));
    }
}
