package dev.stowage.placement.carrier;

import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Names what is known of who serves what, so that callers who know it already need not hear it
/// again: another text whenever a carrier changed hands or came into being, a supplier came, left
/// or moved; after every start; and once a minute, for when suppliers were seen last.
///
/// It is to be read before what it names: what changes in between is told once more then.
final class ServingRevision {

    private static final long SECONDS = 60;

    private final Roster roster;
    private final Clock clock;
    private final String start;
    private final AtomicLong handovers = new AtomicLong();
    private @Nullable Facts facts;
    private long number;

    private record Facts(long handovers, long changes, Set<SupplierId> living, long minute) {}

    /// @param random for what distinguishes this start from all others
    ServingRevision(Roster roster, RandomGenerator random, Clock clock) {
        this.roster = roster;
        this.clock = clock;
        this.start = Long.toHexString(random.nextLong());
    }

    /// Carriers changed hands or came into being; to be called when that is durable.
    void change() {
        handovers.incrementAndGet();
    }

    /// Grows whenever carriers changed hands or came into being.
    long handovers() {
        return handovers.get();
    }

    synchronized String current() {
        Facts now =
                new Facts(
                        handovers.get(),
                        roster.changes(),
                        living(),
                        clock.instant().getEpochSecond() / SECONDS);
        if (!now.equals(facts)) {
            facts = now;
            number++;
        }
        return start + "." + number;
    }

    private Set<SupplierId> living() {
        return roster.all().stream()
                .filter(roster::isAlive)
                .map(SupplierStatus::id)
                .collect(Collectors.toSet());
    }
}
