package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.placement.Residency;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Which accounts have a claim on which carriers, by all layouts that they ever had: what a carrier
/// holds for an account is not forgotten because a head names the layout no more.
public final class Claims {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    private static final int HEADS_AT_ONCE = 500;

    private final ClaimRepository repository;
    private final TransactionOperations writing;
    private final Clock clock;

    /// An account of which a carrier's volume holds something.
    ///
    /// @param carrier what belongs there is held: the volume's own, or one that the account
    ///   overrode
    /// @param layouts of the account that cover it
    public record Claimant(AccountNumber account, CarrierId carrier, List<Layout> layouts) {

        public Claimant {
            layouts = List.copyOf(layouts);
        }
    }

    /// What belongs on a carrier of an account that overrode it.
    ///
    /// @param holder whose volume holds it
    public record Held(CarrierId carrier, CarrierId holder, Instant since) {}

    /// Some accounts with a claim on a carrier, in the order of their numbers.
    ///
    /// @param next up to which accounts were looked at; absent on the last page
    public record Page(List<Claimant> claimants, @Nullable AccountNumber next) {

        public Page {
            claimants = List.copyOf(claimants);
        }
    }

    Claims(ClaimRepository repository, TransactionOperations writing, Clock clock) {
        this.repository = repository;
        this.writing = writing;
        this.clock = clock;
    }

    /// Looks once at the heads that are older than the table of claims, and goes on where it was
    /// stopped.
    void fill() {
        long after = repository.filledUpTo().orElse(Long.MAX_VALUE);
        while (after != Long.MAX_VALUE) {
            after = fillAfter(after);
        }
    }

    private long fillAfter(long after) {
        List<ClaimRepository.OldHead> heads = repository.headsAfter(after, HEADS_AT_ONCE);
        long last = heads.isEmpty() ? Long.MAX_VALUE : heads.getLast().account().value();
        writing.executeWithoutResult(
                _ -> {
                    heads.forEach(this::add);
                    if (heads.isEmpty()) {
                        repository.endFilling();
                    } else {
                        repository.fillUpTo(last);
                    }
                });
        LOG.info("claims of {} heads are noted", heads.size());
        return last;
    }

    private void add(ClaimRepository.OldHead head) {
        add(head.account(), head.layouts());
    }

    /// Within the transaction in which a head names these layouts.
    public void add(AccountNumber account, Collection<Layout> layouts) {
        SequencedSet<Layout> unknown = new LinkedHashSet<>(layouts);
        unknown.removeAll(repository.layouts(account));
        if (!unknown.isEmpty()) {
            repository.add(account, unknown, clock.instant());
        }
    }

    /// Within a transaction: a reservation has this layout, and none that it may have had before.
    void reserve(AccountNumber account, Layout layout) {
        repository.remove(account);
        repository.add(account, List.of(layout), clock.instant());
    }

    /// All layouts of an account.
    public SequencedSet<Layout> of(AccountNumber account) {
        return repository.layouts(account);
    }

    /// All layouts of an account, and since when it has a claim by each.
    public Map<Layout, Instant> dated(AccountNumber account) {
        return repository.dated(account);
    }

    /// Who holds, for an account, what belongs on its carriers.
    public Overrides overrides(AccountNumber account) {
        return repository.overrides(List.of(account.value())).getOrDefault(account, Overrides.NONE);
    }

    /// What an account overrode, and since when.
    public List<Held> held(AccountNumber account) {
        return repository.held(account);
    }

    /// Whether a carrier's volume holds something of an account.
    public boolean holds(CarrierId carrier, AccountNumber account) {
        return overrides(account).heldBy(carrier).stream()
                .anyMatch(each -> !covering(each, account).isEmpty());
    }

    /// Those of an account's layouts that cover a carrier, whoever holds it.
    public List<Layout> covering(CarrierId carrier, AccountNumber account) {
        return covering(carrier, repository.layouts(account));
    }

    private static List<Layout> covering(CarrierId carrier, Collection<Layout> layouts) {
        return layouts.stream().filter(layout -> layout.covers(carrier)).toList();
    }

    /// Accounts of which a carrier's volume holds something.
    ///
    /// @param after the last account of the page before; absent for the first page
    /// @param most accounts that are looked at
    public Page on(CarrierId carrier, @Nullable AccountNumber after, int most) {
        TreeSet<Long> numbers = new TreeSet<>();
        long from = after == null ? -1 : after.value();
        levels().forEach(level -> numbers.addAll(repository.accounts(level, carrier, from, most)));
        numbers.addAll(repository.accountsHeldFor(carrier, from, most));
        List<Long> page = numbers.stream().limit(most).toList();
        if (page.isEmpty()) {
            return new Page(List.of(), null);
        }
        Map<AccountNumber, Overrides> overrides = repository.overrides(page);
        List<Claimant> claimants = new ArrayList<>();
        repository
                .layouts(page)
                .forEach(
                        (account, layouts) ->
                                overrides
                                        .getOrDefault(account, Overrides.NONE)
                                        .heldBy(carrier)
                                        .forEach(
                                                held ->
                                                        claimants.add(
                                                                new Claimant(
                                                                        account,
                                                                        held,
                                                                        covering(held, layouts)))));
        return new Page(
                claimants.stream().filter(each -> !each.layouts().isEmpty()).toList(),
                page.size() < most ? null : new AccountNumber(page.getLast()));
    }

    /// The distinct layouts of which a carrier's volume holds something.
    public List<LayoutInUse> inUse(CarrierId carrier) {
        return Stream.concat(
                        levels().flatMap(level -> repository.inUse(level, carrier).stream())
                                .filter(each -> each.layout().covers(carrier)),
                        repository.inUseByOverride(carrier).stream())
                .toList();
    }

    /// Carriers that hold in others' places what belongs to the same layouts as something that this
    /// carrier's volume holds: no supplier should serve both.
    public Set<CarrierId> heldBeside(CarrierId carrier) {
        return Stream.concat(
                        levels().flatMap(level -> repository.heldBeside(level, carrier).stream()),
                        repository.heldTogetherWith(carrier).stream())
                .collect(Collectors.toSet());
    }

    /// Where all accounts with a claim on a carrier may lie; each wish once.
    public Set<Residency> residencies(CarrierId carrier) {
        return Stream.concat(
                        levels().flatMap(level -> repository.residencies(level, carrier).stream()),
                        repository.residenciesByOverride(carrier).stream())
                .collect(Collectors.toSet());
    }

    private static Stream<ReliabilityLevel> levels() {
        return IntStream.rangeClosed(0, ReliabilityLevel.MAX).mapToObj(ReliabilityLevel::new);
    }
}
