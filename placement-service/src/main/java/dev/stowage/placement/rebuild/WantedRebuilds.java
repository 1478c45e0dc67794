package dev.stowage.placement.rebuild;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.transaction.support.TransactionOperations;

/// The rebuilds that are open, of which no two are about the same: what is wanted widens those that
/// there are, and only the rest becomes new ones.
final class WantedRebuilds {

    /// Rebuilds that are open of one account and group, and have room for carriers; what comes then
    /// widens the nearest.
    static final int MOST_OF_GROUP = 32;

    private final RebuildRepository repository;
    private final TransactionOperations writing;
    private final RandomGenerator random;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile boolean growing;

    WantedRebuilds(
            RebuildRepository repository,
            TransactionOperations writing,
            RandomGenerator random,
            Clock clock) {
        this.repository = repository;
        this.writing = writing;
        this.random = random;
        this.clock = clock;
    }

    /// One transaction after the other, so that each sees what the one before wrote.
    <T> T alone(Supplier<T> change) {
        oneAtATime.lock();
        try {
            return writing.execute(_ -> change.get());
        } finally {
            oneAtATime.unlock();
        }
    }

    /// As [#alone(Supplier)].
    void alone(Runnable change) {
        boolean _ =
                alone(
                        () -> {
                            change.run();
                            return true;
                        });
    }

    /// Makes many, of which some become one. None is leased meanwhile: whoever had it on lease
    /// would begin anew with each that comes to it.
    void whileGrowing(Runnable change) {
        growing = true;
        try {
            change.run();
        } finally {
            growing = false;
        }
    }

    /// Whether many are being made now.
    boolean areGrowing() {
        return growing;
    }

    /// Within [#alone]: those of the accounts that exist, which stay until its end.
    Set<Long> hold(Collection<Long> accounts) {
        return repository.hold(accounts);
    }

    /// Within [#alone]: whatever of the wish is not wanted yet.
    ///
    /// @return whether there was any
    boolean add(Wish wish) {
        boolean changed = false;
        List<BlockSpan> rest = wish.spans();
        List<KeptRebuild> takers = takers(wish);
        for (KeptRebuild each : takers) {
            if (rest.stream().anyMatch(each.span()::overlaps)) {
                changed |= widen(each, each.span(), wish);
                rest = without(each.span(), rest);
            }
        }
        int room = Math.max(0, MOST_OF_GROUP - takers.size());
        for (BlockSpan span : rest.subList(0, Math.min(room, rest.size()))) {
            repository.add(
                    new UUID(random.nextLong(), random.nextLong()), wish, span, clock.instant());
        }
        for (BlockSpan span : rest.subList(Math.min(room, rest.size()), rest.size())) {
            widenNearest(span, wish);
        }
        return changed || !rest.isEmpty();
    }

    /// Open rebuilds that are about the carrier, and such as have room for it: none of these for
    /// blocks that another one is about.
    private List<KeptRebuild> takers(Wish wish) {
        List<KeptRebuild> open = repository.open(wish.account(), wish.group());
        List<KeptRebuild> takers =
                new ArrayList<>(
                        open.stream().filter(each -> each.isAbout(wish.carrier())).toList());
        for (KeptRebuild each : open) {
            if (each.hasRoom() && takers.stream().noneMatch(each::overlaps)) {
                takers.add(each);
            }
        }
        return takers;
    }

    private boolean widen(KeptRebuild rebuild, BlockSpan span, Wish wish) {
        boolean isNew = !rebuild.isAbout(wish.carrier());
        if (isNew) {
            repository.addCarrier(rebuild.number(), wish.carrier());
        }
        boolean changes = isNew || wish.anew() || !span.equals(rebuild.span());
        if (changes) {
            repository.widen(rebuild, span, wish);
        }
        return changes;
    }

    private void widenNearest(BlockSpan span, Wish wish) {
        KeptRebuild nearest =
                takers(wish).stream()
                        .min(Comparator.comparingLong(each -> each.span().distance(span)))
                        .orElseThrow();
        boolean _ = widen(nearest, nearest.span().with(span), wish);
    }

    private static List<BlockSpan> without(BlockSpan span, List<BlockSpan> spans) {
        return spans.stream().flatMap(each -> each.without(span).stream()).toList();
    }
}
