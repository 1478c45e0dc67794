package dev.stowage.supplier.live;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.supplier.live.Candidates.OfGroup;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.Facts;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordStore;
import dev.stowage.supplier.store.ServiceTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what is dead to the trash: after it was found dead, when the supplier has served for a day
/// more, and only if it is dead still. What lies in the trash and is alive comes back.
///
/// The day is for readers that are still at an older head, and for whatever nobody thought of. The
/// trash is for the rest.
public final class Collector {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private final KeptLiveSets liveSets;
    private final RecordStore store;
    private final Facts facts;
    private final Duration patience;
    private final ServiceTime time;
    private final Released released;
    private final Map<AccountNumber, Compared> compared = new ConcurrentHashMap<>();

    /// What was compared last: with which heads, and how many records had come until then. What is
    /// dead already may come late.
    private record Compared(List<Long> versions, long arrivals) {}

    /// Which carriers others serve by now, and hold all records of.
    @FunctionalInterface
    public interface Released {

        /// Those of an account whose records lie here no more.
        Predicate<CarrierId> of(AccountNumber account);
    }

    /// @param patience how long dead blocks wait
    /// @param time by which they wait
    /// @param released whose records do not come back
    public Collector(
            RecordStore store,
            Facts facts,
            Duration patience,
            ServiceTime time,
            Released released) {
        this.liveSets = new KeptLiveSets(facts);
        this.store = store;
        this.facts = facts;
        this.patience = patience;
        this.time = time;
        this.released = released;
    }

    /// Looks through all accounts that said what is alive.
    public void collect() {
        for (AccountNumber account : liveSets.accounts()) {
            collect(account);
        }
        if (facts.accounts(FactKind.CANDIDATES).stream()
                .anyMatch(each -> !waiting(each).isEmpty())) {
            time.keep();
        }
    }

    private void collect(AccountNumber account) {
        List<SignedLiveSet> sets = liveSets.of(account);
        Compared now =
                new Compared(
                        sets.stream().map(each -> each.set().version()).toList(),
                        store.usage().arrivals(account));
        Candidates before = waiting(account);
        boolean due = before.groups().stream().anyMatch(this::isDue);
        if (!due && now.equals(compared.get(account))) {
            return;
        }
        List<OfGroup> after = new ArrayList<>();
        for (SignedLiveSet each : sets) {
            collect(each.set(), before.of(each.set().group())).ifPresent(after::add);
        }
        if (!after.equals(before.groups())) {
            facts.keep(new Fact(FactKind.CANDIDATES, account, new Candidates(after).toBytes()));
        }
        compared.put(account, now);
    }

    private Candidates waiting(AccountNumber account) {
        return facts.newest(FactKind.CANDIDATES, account)
                .map(fact -> Candidates.ofBytes(fact.content()))
                .orElse(Candidates.NONE);
    }

    private boolean isDue(OfGroup waiting) {
        return !time.instant().isBefore(waiting.since().plus(patience));
    }

    /// @return what waits from now on
    private Optional<OfGroup> collect(LiveSet set, Optional<OfGroup> waiting) {
        Stock stock = new Stock(store, set.account(), set.group());
        revive(set, stock);
        BlockSet dead = set.deadOf(stock.living(_ -> true));
        if (waiting.isPresent() && !isDue(waiting.get())) {
            BlockSet still = waiting.get().blocks().and(dead);
            if (!still.isEmpty()) {
                return Optional.of(new OfGroup(set.group(), waiting.get().since(), still));
            }
        } else if (waiting.isPresent()) {
            BlockSet due = waiting.get().blocks().and(dead);
            drop(set, stock, due);
            dead = dead.without(due);
        }
        return dead.isEmpty()
                ? Optional.empty()
                : Optional.of(new OfGroup(set.group(), nextSecond(), dead));
    }

    private Instant nextSecond() {
        return Instant.ofEpochSecond(time.instant().getEpochSecond() + 1);
    }

    private void drop(LiveSet set, Stock stock, BlockSet due) {
        if (!due.isEmpty()) {
            LOG.info(
                    "{} records of account {} in group {} go to the trash: dead as of head {}",
                    stock.drop(due),
                    set.account(),
                    set.group(),
                    set.version());
        }
    }

    private static boolean isOfAny(Predicate<CarrierId> carriers, Layout layout, RecordId id) {
        return id.position() < layout.carriers()
                && carriers.test(layout.carrier(id.position(), id.address().block()));
    }

    private void revive(LiveSet set, Stock stock) {
        Predicate<CarrierId> gone = released.of(set.account());
        int revived = 0;
        for (OfLayout each : set.alive()) {
            revived +=
                    stock.revive(
                            id ->
                                    each.blocks().contains(id.address().block())
                                            && !isOfAny(gone, each.layout(), id));
        }
        if (revived > 0) {
            LOG.warn(
                    "{} records of account {} in group {} come back from the trash: alive in head {}",
                    revived,
                    set.account(),
                    set.group(),
                    set.version());
        }
    }
}
