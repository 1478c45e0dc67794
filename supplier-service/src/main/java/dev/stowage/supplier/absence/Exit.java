package dev.stowage.supplier.absence;

import dev.stowage.protocol.supplier.ExitState;
import dev.stowage.protocol.supplier.ExitView;
import dev.stowage.supplier.contract.Contracts;
import dev.stowage.supplier.contract.Departure;
import dev.stowage.supplier.volume.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A supplier's leaving for good, on all of its volumes.
public final class Exit {

    /// How long a notice to all is unless the operator says otherwise.
    public static final Duration USUAL = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(Exit.class);

    private final List<Volume> volumes;
    private final int failed;
    private final Duration grace;

    /// @param failed volumes that could not be opened: nobody knows what they hold
    /// @param grace for which records can still be fetched after the end
    public Exit(List<Volume> volumes, int failed, Duration grace) {
        this.volumes = List.copyOf(volumes);
        this.failed = failed;
        this.grace = grace;
        long leaving = departures().stream().filter(each -> each.endsAt() != null).count();
        if (leaving > 0 && leaving < volumes.size()) {
            LOG.warn(
                    "this supplier leaves on {} of its {} volumes only: say once more what you want",
                    leaving,
                    volumes.size());
        }
    }

    private List<Departure> departures() {
        return volumes.stream().map(volume -> volume.contracts().departure()).toList();
    }

    /// Gives all customers notice, or another one; what was agreed to end sooner does.
    public ExitView leaveIn(Duration notice) {
        departures().forEach(each -> each.leaveIn(notice));
        LOG.warn("this supplier leaves: all contracts end at {}", endsAt());
        return view();
    }

    /// Takes it back: contracts that are not over yet go on as they were.
    public ExitView takeBack() {
        departures().forEach(Departure::takeBack);
        LOG.warn("this supplier stays");
        return view();
    }

    /// When all contracts have ended; absent if the supplier stays.
    public @Nullable Instant endsAt() {
        return departures().stream()
                .map(Departure::endsAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /// How far it is.
    public ExitView view() {
        Instant end = endsAt();
        return new ExitView(
                state(),
                end,
                end == null ? null : end.plus(grace),
                volumes.stream().map(Volume::contracts).mapToInt(Contracts::count).sum(),
                volumes.stream().mapToLong(each -> each.store().usage().total()).sum(),
                volumes.stream().mapToLong(each -> each.store().usage().trash()).sum());
    }

    private ExitState state() {
        List<Departure> all = departures();
        if (all.stream().allMatch(each -> each.endsAt() == null)) {
            return ExitState.STAYS;
        } else if (failed == 0
                && all.stream().allMatch(each -> each.isOverFor(grace))
                && volumes.stream().allMatch(Exit::isEmpty)) {
            return ExitState.REMOVABLE;
        }
        return all.stream().allMatch(each -> each.isOverFor(Duration.ZERO))
                ? ExitState.GRACE
                : ExitState.LEAVES;
    }

    private static boolean isEmpty(Volume volume) {
        return volume.contracts().count() == 0 && volume.store().usage().total() == 0;
    }
}
