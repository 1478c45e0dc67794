package dev.stowage.placement.carrier;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.registry.Roster;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gives carriers to volumes of other suppliers, and remembers who had them, until what they hold
/// is needed no more.
///
/// What writes is called within a transaction; when that has ended, [#changed] is to be called.
public final class Formers {

    private final FormerRepository repository;
    private final Roster roster;
    private final ServingRevision revision;
    private final Clock clock;
    private final AtomicInteger underWay = new AtomicInteger();

    Formers(FormerRepository repository, Roster roster, ServingRevision revision, Clock clock) {
        this.repository = repository;
        this.roster = roster;
        this.revision = revision;
        this.clock = clock;
    }

    /// Lets a volume serve a carrier in its next generation. If it served the carrier once before,
    /// it is its former volume no more.
    ///
    /// @return whether the carrier was served as expected; otherwise nothing has changed
    public boolean replace(Serving expected, UUID to) {
        boolean done =
                repository.replace(
                        expected.carrier(), expected.generation(), expected.volume(), to);
        if (done) {
            repository.remove(expected.carrier(), to);
            repository.add(
                    expected.carrier(), expected.generation(), expected.volume(), clock.instant());
        }
        return done;
    }

    /// Gives many carriers away. Until it is done no rebuilds are made for any: they would begin
    /// anew with every carrier that comes to them, and read all again.
    public <T> T together(Supplier<T> replacements) {
        underWay.incrementAndGet();
        try {
            return replacements.get();
        } finally {
            underWay.decrementAndGet();
        }
    }

    /// Whether many carriers are being given away now.
    public boolean areGivenAway() {
        return underWay.get() > 0;
    }

    /// Tells suppliers and readers what changed.
    public void changed() {
        revision.change();
    }

    /// Whose volume it was.
    public Optional<SupplierId> supplier(Former former) {
        return roster.ownerOf(former.volume());
    }

    /// Carriers that a supplier served and serves no more, and when each was given away.
    public Map<CarrierId, Instant> left(SupplierId supplier) {
        return repository.left(roster.everyVolume().getOrDefault(supplier, Set.of()));
    }

    /// Those among the carriers first … last whose records are perhaps not all where they should
    /// be.
    public List<Former> unreleased(CarrierId first, CarrierId last) {
        return repository.unreleased(first.value(), last.value());
    }

    /// Whether what replaced a former volume waits for another carrier: for the same one, or for
    /// one whose records are made again by the same rebuild.
    public boolean waitsFor(Former former, CarrierId carrier) {
        return former.carrier().equals(carrier)
                || repository.areRebuiltTogether(former.carrier(), carrier);
    }

    /// Some for which rebuilds are to be made.
    public List<Former> withoutRebuilds(int most) {
        return repository.withoutRebuilds(most);
    }

    /// Notes for which accounts rebuilds were made.
    ///
    /// @param upTo the last account; absent if it is all of them
    public void rebuildsMade(Former former, @Nullable AccountNumber upTo) {
        if (upTo == null) {
            repository.allRebuildsMade(former);
        } else {
            repository.rebuildsMade(former, upTo.value());
        }
    }

    /// Some of which all rebuilds have ended.
    public List<Former> rebuilt(int most) {
        return repository.rebuilt(most);
    }

    /// Lets a volume drop what it has of the carrier.
    ///
    /// @return whether that is new
    public boolean release(Former former) {
        return repository.release(former, clock.instant());
    }

    /// Former volumes that are not released.
    public long count() {
        return repository.unreleased();
    }
}
