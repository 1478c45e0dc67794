package dev.stowage.customer.town;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.HeadKept;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.InventoryView;
import dev.stowage.protocol.supplier.LiveSetKept;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.protocol.token.ServiceToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A supplier in memory. It grants what placement orders, believes no token and no record that it
/// has not proved, and keeps quotas.
public final class TownSupplier implements LastingSupplier {

    private final SupplierId id;
    private final TownPlacement town;
    private final VerifyingKey placement;
    private volatile Clock clock;
    private final Map<AccountNumber, ContractOrder> contracts = new ConcurrentHashMap<>();
    private final TownRecords records = new TownRecords();
    private final Map<AccountNumber, AtomicLong> used = new ConcurrentHashMap<>();
    private final Map<AccountNumber, OwnerKey> owners = new ConcurrentHashMap<>();
    private final Map<AccountNumber, HeadMessage> heads = new ConcurrentHashMap<>();
    private final Map<Kept, SignedLiveSet> liveSets = new ConcurrentHashMap<>();
    private final AtomicInteger stores = new AtomicInteger();
    private volatile Runnable mood = () -> {};
    private volatile Consumer<RecordBatch> receiving = _ -> {};
    private volatile LongConsumer keeping = _ -> {};
    private volatile boolean grants = true;
    private volatile @Nullable Instant endsAt;

    private record Kept(AccountNumber account, CarrierGroup group) {}

    TownSupplier(SupplierId id, TownPlacement town, VerifyingKey placement, Clock clock) {
        this.id = id;
        this.town = town;
        this.placement = placement;
        this.clock = clock;
    }

    public SupplierId id() {
        return id;
    }

    /// From now on it does not answer.
    public void vanish() {
        mood =
                () -> {
                    throw new Fault(FaultCode.SUPPLIER_AWAY, "connection refused");
                };
    }

    public void comeBack() {
        mood = () -> {};
    }

    /// What it does at the start of every call.
    public void be(Runnable next) {
        mood = next;
    }

    /// What it does with every batch before it stores it.
    public void whenReceiving(Consumer<RecordBatch> next) {
        receiving = next;
    }

    /// What it does with the version of every head before it keeps it.
    public void whenKeeping(LongConsumer next) {
        keeping = next;
    }

    /// Throws away all records of other blocks.
    public void keepOnly(Predicate<BlockNumber> wanted) {
        records.keepOnly(wanted);
    }

    /// Sets its clock on, or back.
    public void turnClock(Duration time) {
        clock = Clock.offset(clock, time);
    }

    public void refuseContracts() {
        grants = false;
    }

    /// Says that its contracts have ended, and that it takes no more.
    public void endContracts(Instant end) {
        endsAt = end;
    }

    public int contracts() {
        return contracts.size();
    }

    public int records() {
        return records.size();
    }

    /// Batches that were stored.
    public int stores() {
        return stores.get();
    }

    /// The live set of a group that an account left here.
    public Optional<SignedLiveSet> liveSet(AccountNumber account, CarrierGroup group) {
        return Optional.ofNullable(liveSets.get(new Kept(account, group)));
    }

    public boolean keepsHeadOf(AccountNumber account) {
        return heads.containsKey(account);
    }

    /// Flips one bit of every record's payload, as a rotting disk does.
    public void rot() {
        records.rot();
    }

    public void loseRecords() {
        records.clear();
    }

    @Override
    public ContractView grant(AccountNumber account, ContractRequest request) {
        mood.run();
        if (!grants) {
            throw new Fault(FaultCode.CONTRACT_REFUSED, "no space to let");
        }
        ContractOrder order = ContractOrder.verify(request.order(), placement, id, clock);
        contracts.put(account, order);
        return view(account, order);
    }

    @Override
    public ContractView contract(String authorization, AccountNumber account) {
        mood.run();
        ContractOrder order = verify(authorization, account);
        return view(account, order);
    }

    private ContractView view(AccountNumber account, ContractOrder order) {
        CarrierSet carriers =
                CarrierSet.of(order.carriers().stream().map(AssignedCarrier::carrier).toList());
        long used = used(account).get();
        long free = endsAt == null ? order.quota() - used : 0;
        return new ContractView(account, order.quota(), used, free, carriers, null, endsAt);
    }

    @Override
    public void release(String authorization, AccountNumber account, @Nullable UUID volume) {
        mood.run();
        verify(authorization, account, Scope.REGISTER);
        contracts.remove(account);
    }

    @Override
    public StoreAnswer store(String authorization, RecordBatch batch) {
        mood.run();
        receiving.accept(batch);
        AccountNumber account = batch.records().getFirst().header().address().account();
        ContractOrder order = verify(authorization, account, Scope.STORE);
        List<FragmentRecord> added = new ArrayList<>();
        for (FragmentRecord record : batch.records()) {
            record.flaw(order.key())
                    .ifPresent(
                            flaw -> {
                                throw new Fault(FaultCode.FOREIGN_SIGNATURE, flaw);
                            });
            boolean isNew = records.isNew(record);
            if (!covers(order, record)) {
                throw new Fault(FaultCode.FORBIDDEN, "the contract covers other carriers");
            }
            if (isNew) {
                added.add(record);
            }
        }
        long bytes = added.stream().mapToLong(each -> each.header().paddedLength()).sum();
        synchronized (this) {
            long quota = order.quota();
            if (used(account).get() + bytes > quota) {
                throw new Fault(FaultCode.QUOTA_EXCEEDED, "the quota is used up")
                        .with("quota", quota)
                        .with("used", used(account).get())
                        .with("asked", bytes);
            }
            used(account).addAndGet(bytes);
            added.forEach(records::put);
        }
        stores.incrementAndGet();
        return new StoreAnswer(added.size(), used(account).get());
    }

    private static boolean covers(ContractOrder order, FragmentRecord record) {
        return order.carriers().stream()
                .anyMatch(each -> each.carrier().equals(record.header().carrier()));
    }

    private AtomicLong used(AccountNumber account) {
        return used.computeIfAbsent(account, _ -> new AtomicLong());
    }

    @Override
    public FetchAnswer fetch(String authorization, FetchRequest request) {
        mood.run();
        AccountNumber account = request.records().getFirst().address().account();
        verify(authorization, account, Scope.FETCH);
        return new FetchAnswer(request.records().stream().map(records::look).toList());
    }

    @Override
    public HeadKept keepHead(AccountNumber account, HeadMessage head) {
        mood.run();
        keeping.accept(version(head));
        believe(CountersignedHead.ofBytes(head.countersigned().toArray()));
        HeadMessage kept =
                heads.merge(account, head, (old, now) -> version(old) >= version(now) ? old : now);
        return new HeadKept(version(kept));
    }

    @Override
    public HeadMessage head(String authorization, AccountNumber account) {
        mood.run();
        ServiceToken.verify(
                TownPlacement.bearer(authorization),
                placement,
                id.toString(),
                ServiceRole.CUSTOMER,
                clock);
        HeadMessage head = heads.get(account);
        if (head == null) {
            throw new Fault(FaultCode.NOT_FOUND, "no head of " + account);
        }
        return head;
    }

    /// The key by which an account signs, by the heads that were shown.
    private OwnerKey owner(AccountNumber account) {
        return owners.getOrDefault(account, OwnerKey.first(contract(account).key()));
    }

    private synchronized void believe(CountersignedHead shown) {
        AccountNumber account = shown.head().account();
        if (owner(account).isAfter(shown.head().owner())) {
            throw new Fault(FaultCode.KEYS_ROTATED, "a head of a former key of " + account);
        }
        if (!shown.head().leadsFrom(owner(account))
                || !shown.provenBy(shown.head().signingKey(), placement)) {
            throw new Fault(FaultCode.FOREIGN_SIGNATURE, "not the head of " + account);
        }
        owners.put(account, shown.head().owner());
    }

    private static long version(HeadMessage head) {
        return CountersignedHead.ofBytes(head.countersigned().toArray()).head().version();
    }

    @Override
    public synchronized LiveSetKept keepLiveSet(
            String authorization, AccountNumber account, SignedLiveSet liveSet) {
        mood.run();
        ContractOrder order = verify(authorization, account, Scope.COLLECT);
        if (!liveSet.signedBy(owner(order.account()).key())) {
            throw new Fault(FaultCode.FOREIGN_SIGNATURE, "not signed by account " + account);
        }
        liveSets.put(new Kept(account, liveSet.set().group()), liveSet);
        return new LiveSetKept(liveSet.set().version());
    }

    @Override
    public synchronized SignedLiveSet liveSet(
            String authorization, AccountNumber account, CarrierGroup group) {
        mood.run();
        verify(authorization, account);
        SignedLiveSet kept = liveSets.get(new Kept(account, group));
        if (kept == null) {
            throw new Fault(FaultCode.NOT_FOUND, "no live set of account " + account);
        }
        return kept;
    }

    @Override
    public InventoryView inventory(
            String authorization,
            AccountNumber account,
            CarrierGroup group,
            @Nullable Integer position,
            @Nullable CarrierId carrier) {
        return new InventoryView(group, BlockSet.EMPTY);
    }

    @Override
    public InventoryView missing(
            String authorization, AccountNumber account, CarrierGroup group, CarrierId carrier) {
        return new InventoryView(group, BlockSet.EMPTY);
    }

    private ContractOrder verify(String authorization, AccountNumber account, Scope scope) {
        ContractOrder order = contract(account);
        token(authorization, order).requireScope(scope);
        return order;
    }

    private ContractOrder verify(String authorization, AccountNumber account) {
        ContractOrder order = contract(account);
        token(authorization, order);
        return order;
    }

    private AccountToken token(String authorization, ContractOrder order) {
        String token = TownPlacement.bearer(authorization);
        if (AccountToken.claimedRotation(token) > owner(order.account()).rotation()) {
            town.headOf(order.account()).ifPresent(this::believe);
        }
        return AccountToken.verify(token, owner(order.account()), id.toString(), clock);
    }

    private ContractOrder contract(AccountNumber account) {
        ContractOrder order = contracts.get(account);
        if (order == null) {
            throw new Fault(FaultCode.UNKNOWN_CONTRACT, "no contract with " + account);
        }
        return order;
    }
}
