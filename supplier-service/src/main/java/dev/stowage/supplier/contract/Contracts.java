package dev.stowage.supplier.contract;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.supplier.store.Facts;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordStore;
import dev.stowage.supplier.store.ServiceTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The contracts on one volume. They are small, so memory holds them all; what changes is durable
/// before it counts. As many may change at once as there are.
public final class Contracts {

    /// A contract without a head ends so soon.
    public static final Duration LAPSE = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Contracts.class);

    private final UUID volume;
    final KeptContracts kept;
    private final RecordStore store;
    private final Leftovers leftovers;
    final Allocation allocation;
    private final Terms terms;
    private final Clock clock;
    final ServiceTime time;
    private final Departure departure;
    final AccountTurns turns = new AccountTurns();
    private final Map<AccountNumber, Contract> contracts = new ConcurrentHashMap<>();
    private final Passage passage = new Passage();

    /// @param volume its id
    public Contracts(
            UUID volume,
            Facts facts,
            RecordStore store,
            Terms terms,
            Clock clock,
            ServiceTime time) {
        this.volume = volume;
        this.kept = new KeptContracts(facts);
        this.store = store;
        this.leftovers = new Leftovers(store);
        this.allocation = new Allocation(terms.capacity(), store.usage());
        this.terms = terms;
        this.clock = clock;
        this.time = time;
        this.departure = new Departure(facts, time, clock);
        kept.readAll().forEach(contract -> contracts.put(contract.account(), contract));
        allocation.begin(contracts.values());
        contracts.values().forEach(this::confirmIfHeadIsKept);
    }

    /// The supplier's leaving.
    public Departure departure() {
        return departure;
    }

    /// The id of the volume.
    public UUID volume() {
        return volume;
    }

    /// Grants what an order asks for. The newest order of an account stands; the same one again
    /// changes nothing.
    ///
    /// @param order that has been verified
    /// @param token of it
    void grant(ContractOrder order, String token) {
        Contract _ = turns.inTurn(order.account(), () -> granted(order, token));
    }

    private Contract granted(ContractOrder order, String token) {
        Optional<Contract> standing = agreed(order.account());
        standing.ifPresentOrElse(
                contract -> contract.requireKey(order.key()), departure::requireStays);
        Contract wanted = wanted(order, standing);
        if (standing.equals(Optional.of(wanted))) {
            return wanted;
        }
        passage.requireOpen();
        long before = quotaOf(order.account());
        standing.map(departure::applied)
                .ifPresent(contract -> requireNoNotice(contract, wanted.quota()));
        allocation.change(order.account(), before, wanted.quota(), () -> kept.keep(wanted, token));
        contracts.put(wanted.account(), wanted);
        LOG.info("granted account {} {} bytes", wanted.account(), wanted.quota());
        return wanted;
    }

    private Contract wanted(ContractOrder order, Optional<Contract> standing) {
        return new Contract(
                order.account(),
                order.key(),
                order.quota(),
                KeptContract.carriers(order),
                order.instead().holders(),
                standing.map(Contract::since).orElseGet(this::today),
                standing.isPresent() ? standing.get().lapsesAt() : lapseOfNew(order.account()),
                standing.map(Contract::endsAt).orElse(null));
    }

    private @Nullable Instant lapseOfNew(AccountNumber account) {
        return store.hasHead(account) ? null : time.instant().plus(LAPSE);
    }

    private void requireNoNotice(Contract standing, long quota) {
        if (standing.endsAt() != null && quota > standing.quota()) {
            throw new Fault(
                    FaultCode.CONTRACT_REFUSED,
                    "notice was given: the contract with account %s ends at %s"
                            .formatted(standing.account(), shown(standing.endsAt())));
        }
    }

    private Instant today() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// A time of our own as others understand it.
    private @Nullable Instant shown(@Nullable Instant own) {
        return own == null ? null : time.on(clock, own);
    }

    /// Of a contract that has lapsed, too, as long as it is not forgotten.
    long quotaOf(AccountNumber account) {
        Contract known = contracts.get(account);
        return known == null ? 0 : known.quota();
    }

    /// Bytes that are granted, or taken by accounts beyond what they are granted.
    public long allocated() {
        return allocation.bytes();
    }

    public int count() {
        return contracts.size();
    }

    /// Bytes that accounts may use.
    public long quota() {
        return allocation.granted();
    }

    /// The contract with an account.
    ///
    /// @throws Fault `unknown-contract`
    public Contract require(AccountNumber account) {
        return find(account).orElseThrow(() -> unknown(account));
    }

    static Fault unknown(AccountNumber account) {
        return new Fault(
                FaultCode.UNKNOWN_CONTRACT,
                "this supplier has no contract with account %s".formatted(account));
    }

    /// The contract with an account, its times by the machine's clock.
    Optional<Contract> told(AccountNumber account) {
        return find(account).map(own -> own.withTimes(shown(own.lapsesAt()), shown(own.endsAt())));
    }

    /// The contract with an account, its times by the supplier's own.
    public Optional<Contract> find(AccountNumber account) {
        return agreed(account).map(departure::applied);
    }

    /// As it was agreed, whether the supplier leaves or stays.
    private Optional<Contract> agreed(AccountNumber account) {
        return Optional.ofNullable(contracts.get(account)).filter(each -> !isOver(each));
    }

    private Contract requireAgreed(AccountNumber account) {
        return agreed(account).orElseThrow(() -> unknown(account));
    }

    private boolean isOver(Contract contract) {
        Instant now = time.instant();
        return contract.hasLapsed(now)
                || departure.applied(contract).hasEnded(now.minus(terms.grace()));
    }

    /// Bytes that an account may use now: its quota, or less if the supplier has granted more than
    /// it donates by now.
    ///
    /// @throws Fault `contract-refused` if the contract has ended
    public long requireQuota(Contract contract) {
        if (contract.hasEnded(time.instant())) {
            throw new Fault(
                    FaultCode.CONTRACT_REFUSED,
                    "the contract with account %s ended at %s, nothing more is stored"
                            .formatted(contract.account(), shown(contract.endsAt())));
        }
        return usable(contract);
    }

    private long usable(Contract contract) {
        if (allocation.fits()) {
            return contract.quota();
        }
        long left = Math.max(0, terms.capacity() - store.usage().total());
        return Math.min(contract.quota(), store.usage().of(contract.account()) + left);
    }

    /// Bytes that an account can still store.
    long free(AccountNumber account) {
        return find(account).map(this::free).orElse(0L);
    }

    private long free(Contract contract) {
        return contract.hasEnded(time.instant())
                ? 0
                : Math.max(0, usable(contract) - store.usage().of(contract.account()));
    }

    /// Bytes that count against an account's quota.
    long used(AccountNumber account) {
        return store.usage().of(account);
    }

    long trash(AccountNumber account) {
        return store.usage().trashOf(account);
    }

    /// Whether there is a contract with an account.
    public boolean has(AccountNumber account) {
        return find(account).isPresent();
    }

    boolean isFirm(AccountNumber account) {
        return find(account).filter(Contract::isFirm).isPresent();
    }

    /// Contracts in the order of account numbers.
    ///
    /// @param after the last one of the page before; absent for the first page
    /// @param limit of the page
    public List<Contract> page(@Nullable AccountNumber after, int limit) {
        return contracts.values().stream()
                .filter(contract -> after == null || contract.account().compareTo(after) > 0)
                .filter(contract -> !isOver(contract))
                .sorted(Comparator.comparing(Contract::account))
                .limit(limit)
                .toList();
    }

    /// Gives an account notice: until the contract ends all goes on, but for higher quotas; then
    /// records can only be fetched; and after a grace they go to the trash.
    ///
    /// @param notice how long until it ends; absent for the usual time
    public Contract giveNotice(AccountNumber account, @Nullable Duration notice) {
        Instant end = time.instant().plus(notice == null ? terms.notice() : notice);
        LOG.warn("notice is given: the contract with account {} ends at {}", account, shown(end));
        return turns.inTurn(account, () -> change(requireAgreed(account).endingAt(end)));
    }

    /// Takes a notice back.
    public Contract takeNoticeBack(AccountNumber account) {
        LOG.warn("the notice to account {} is taken back", account);
        return turns.inTurn(account, () -> change(requireAgreed(account).endingAt(null)));
    }

    /// Contracts that end.
    public long noticed() {
        return contracts.values().stream()
                .map(departure::applied)
                .filter(each -> each.endsAt() != null)
                .count();
    }

    /// Gives a contract up that has no head yet.
    void release(AccountNumber account) {
        turns.inTurn(
                account,
                () -> {
                    requireNotFirm(require(account));
                    forget(account);
                });
    }

    private static void requireNotFirm(Contract contract) {
        if (contract.isFirm()) {
            throw new Fault(
                    FaultCode.FORBIDDEN,
                    "the contract with account %s is firm: a head is kept"
                            .formatted(contract.account()));
        }
    }

    /// Makes a contract firm: a head of the account is kept durably.
    public void confirm(AccountNumber account) {
        if (!require(account).isFirm()) {
            Contract _ = turns.inTurn(account, () -> change(requireAgreed(account).firm()));
        }
    }

    private void confirmIfHeadIsKept(Contract contract) {
        if (!contract.isFirm() && store.hasHead(contract.account())) {
            Contract _ = change(contract.firm());
        }
    }

    private Contract change(Contract changed) {
        if (!changed.equals(contracts.get(changed.account()))) {
            kept.change(changed);
            contracts.put(changed.account(), changed);
        }
        return changed;
    }

    /// Forgets contracts that have lapsed or ended.
    public void lapse() {
        allocation.forgetWhoFits();
        for (Contract contract : contracts.values()) {
            if (isOver(contract)) {
                turns.inTurn(contract.account(), () -> forgetIfOver(contract.account()));
            }
        }
    }

    private void forgetIfOver(AccountNumber account) {
        Contract contract = contracts.get(account);
        if (contract != null && isOver(contract)) {
            LOG.info("the contract with account {} is over", account);
            if (departure.applied(contract).endsAt() != null) {
                leftovers.drop(account);
            }
            forget(account);
        }
    }

    void forget(AccountNumber account) {
        kept.forget(account);
        allocation.change(account, quotaOf(account), 0, () -> contracts.remove(account));
    }

    /// An account is gone, and all that was kept of it.
    ///
    /// @param erase makes that durable
    public void erase(AccountNumber account, Runnable erase) {
        turns.inTurn(account, () -> allocation.change(account, quotaOf(account), 0, erase));
        contracts.remove(account);
    }

    /// The carrier for which a record must have been stored: the only one of its group that the
    /// contract covers.
    public Optional<CarrierId> onlyCarrier(RecordId record) {
        List<CarrierId> covered =
                find(record.address().account()).stream()
                        .flatMap(contract -> contract.carriers().stream())
                        .filter(record.address().group()::contains)
                        .limit(2)
                        .toList();
        return covered.size() == 1 ? Optional.of(covered.getFirst()) : Optional.empty();
    }

    /// Whether contracts come here, and whether these still count.
    public Passage passage() {
        return passage;
    }

    /// Those who have a contract that is not over.
    public List<AccountNumber> all() {
        return contracts.keySet().stream().filter(this::has).toList();
    }

    /// Bytes that could still be granted.
    public long grantable() {
        return Math.max(0, terms.capacity() - allocation.bytes());
    }

    /// Believes what has been kept.
    void believe(Contract contract) {
        contracts.put(contract.account(), contract);
    }

    /// Takes everything to the trash and forgets all contracts: another volume has both.
    public void leaveAll() {
        store.usage().accounts().forEach(leftovers::drop);
        contracts.keySet().forEach(account -> turns.inTurn(account, () -> forget(account)));
    }
}
