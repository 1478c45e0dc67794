package dev.stowage.transfer.fleet;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.ProvenSignatures;
import dev.stowage.format.record.RecordProver;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.ClosingKept;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.HeadKept;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.InventoryView;
import dev.stowage.protocol.supplier.LiveSetKept;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A supplier in memory. It believes no token, no record and no head that it has not proved, keeps
/// quotas and stores copies of bytes; in what it says it may lie.
public final class FakeSupplier implements SupplierApi {

    private final SupplierId id;
    private final Clock clock;
    private final Map<AccountNumber, Contract> contracts = new ConcurrentHashMap<>();
    private final Map<AccountNumber, Long> used = new ConcurrentHashMap<>();
    private final Map<Place, byte[]> records = new ConcurrentHashMap<>();
    private final Map<AccountNumber, HeadMessage> heads = new ConcurrentHashMap<>();
    private final Map<CarrierId, Integer> generations = new ConcurrentHashMap<>();
    private final Map<AccountNumber, Overrides> overrides = new ConcurrentHashMap<>();
    private final AtomicInteger storeCalls = new AtomicInteger();
    private final AtomicInteger fetchCalls = new AtomicInteger();
    private final AtomicInteger headCalls = new AtomicInteger();
    private final AtomicLong bytesSent = new AtomicLong();
    private volatile Mood mood = Mood.HEALTHY;
    private volatile Lie lie = Lie.NONE;

    public FakeSupplier(SupplierId id, Clock clock) {
        this.id = id;
        this.clock = clock;
    }

    public SupplierId id() {
        return id;
    }

    public void be(Mood next) {
        mood = next;
    }

    public void lie(Lie next) {
        lie = next;
    }

    /// Healthy and honest again, with what it has.
    public void recover() {
        mood = Mood.HEALTHY;
        lie = Lie.NONE;
    }

    public void agree(AccountNumber account, VerifyingKey key, long quota) {
        contracts.put(account, new Contract(key, quota));
    }

    /// From now on it takes for this account what belongs on one carrier as what belongs on another
    /// one that it serves.
    public void holds(AccountNumber account, CarrierId carrier, CarrierId holder) {
        overrides.put(account, new Overrides(Map.of(carrier, holder)));
    }

    public void serve(CarrierId carrier, int generation) {
        generations.put(carrier, generation);
    }

    public void leave(CarrierId carrier) {
        generations.remove(carrier);
    }

    public synchronized void lose(Address address, int position) {
        byte[] lost = records.remove(new Place(address, position));
        if (lost != null) {
            used.merge(address.account(), -paddedLength(lost), Long::sum);
        }
    }

    public synchronized void loseEverything() {
        records.clear();
        used.clear();
        heads.clear();
    }

    public boolean has(Address address, int position) {
        return records.containsKey(new Place(address, position));
    }

    public FragmentRecord record(Address address, int position) {
        return FragmentRecord.readFrom(ByteBuffer.wrap(records.get(new Place(address, position))));
    }

    public int records() {
        return records.size();
    }

    public int storeCalls() {
        return storeCalls.get();
    }

    public int fetchCalls() {
        return fetchCalls.get();
    }

    public int headCalls() {
        return headCalls.get();
    }

    /// Bytes of fragments that were given out.
    public long bytesSent() {
        return bytesSent.get();
    }

    @Override
    public ContractView grant(AccountNumber account, ContractRequest request) {
        throw new Fault(FaultCode.CONTRACT_REFUSED, "this fleet makes contracts by hand");
    }

    @Override
    public ContractView contract(String authorization, AccountNumber account) {
        mood.face();
        Contract contract = require(account);
        verify(authorization, contract);
        return new ContractView(
                account,
                contract.quota,
                used(account),
                contract.quota - used(account),
                CarrierSet.of(generations.keySet()),
                null,
                null);
    }

    @Override
    public void release(String authorization, AccountNumber account, @Nullable UUID volume) {
        mood.face();
        verify(authorization, require(account)).requireScope(Scope.REGISTER);
        contracts.remove(account);
    }

    @Override
    public StoreAnswer store(String authorization, RecordBatch batch) {
        storeCalls.incrementAndGet();
        mood.face();
        AccountNumber account = batch.records().getFirst().header().address().account();
        Contract contract = require(account);
        verify(authorization, contract).requireScope(Scope.STORE);
        synchronized (this) {
            Map<Place, byte[]> added = new HashMap<>();
            RecordProver prover = new RecordProver(contract.key, new ProvenSignatures(64));
            for (FragmentRecord record : batch.records()) {
                admit(record, account, prover, added);
            }
            requireQuota(account, contract, added);
            records.putAll(added);
            added.values().forEach(bytes -> used.merge(account, paddedLength(bytes), Long::sum));
            return new StoreAnswer(added.size(), used(account));
        }
    }

    private void admit(
            FragmentRecord record,
            AccountNumber account,
            RecordProver prover,
            Map<Place, byte[]> added) {
        CarrierId holder =
                overrides.getOrDefault(account, Overrides.NONE).holderOf(record.header().carrier());
        Integer generation = generations.get(holder);
        if (!record.header().address().account().equals(account) || !record.isWhole()) {
            throw new Fault(FaultCode.INVALID_REQUEST, "foreign or incomplete record");
        }
        if (generation == null || generation != record.header().generation()) {
            throw new Fault(
                    FaultCode.GENERATION_CHANGED,
                    "carrier %s has generation %s here"
                            .formatted(record.header().carrier(), generation));
        }
        if (!prover.proves(record.header()) || record.fragmentFlaw().isPresent()) {
            throw new Fault(FaultCode.FOREIGN_SIGNATURE, "the record is not proved");
        }
        Place place = new Place(record.header().address(), record.header().position());
        byte[] bytes = bytesOf(record);
        byte[] before = records.get(place);
        if (before == null) {
            added.put(place, bytes);
        } else if (!Arrays.equals(before, bytes)) {
            throw new Fault(FaultCode.NUMBER_USED, "another record is stored here");
        }
    }

    private void requireQuota(AccountNumber account, Contract contract, Map<Place, byte[]> added) {
        long more = added.values().stream().mapToLong(FakeSupplier::paddedLength).sum();
        if (used(account) + more > contract.quota) {
            throw new Fault(FaultCode.QUOTA_EXCEEDED, "the quota is used up")
                    .with("quota", contract.quota)
                    .with("used", used(account))
                    .with("wanted", more);
        }
    }

    @Override
    public FetchAnswer fetch(String authorization, FetchRequest request) {
        fetchCalls.incrementAndGet();
        mood.face();
        AccountNumber account = request.records().getFirst().address().account();
        verify(authorization, require(account)).requireScope(Scope.FETCH);
        FetchAnswer answer =
                lie.tell(
                        request,
                        new FetchAnswer(request.records().stream().map(this::look).toList()));
        answer.outcomes().stream()
                .filter(FetchOutcome.Intact.class::isInstance)
                .map(FetchOutcome.Intact.class::cast)
                .forEach(intact -> bytesSent.addAndGet(intact.record().length()));
        return answer;
    }

    private FetchOutcome look(WantedRecord wanted) {
        byte[] bytes = records.get(new Place(wanted.address(), wanted.position()));
        if (bytes == null) {
            return new FetchOutcome.Missing();
        }
        FragmentRecord record =
                FragmentRecord.readFrom(ByteBuffer.wrap(bytes.clone())).keeping(wanted.fragments());
        return record.checksumsMatch()
                ? new FetchOutcome.Intact(record)
                : new FetchOutcome.Corrupt();
    }

    @Override
    public HeadKept keepHead(AccountNumber account, HeadMessage head) {
        headCalls.incrementAndGet();
        mood.face();
        long version = versionOf(head);
        HeadMessage kept =
                heads.merge(account, head, (old, now) -> versionOf(old) >= version ? old : now);
        return new HeadKept(versionOf(kept));
    }

    @Override
    public HeadMessage head(String authorization, AccountNumber account) {
        headCalls.incrementAndGet();
        mood.face();
        requireBearer(authorization);
        HeadMessage head = heads.get(account);
        if (head == null) {
            throw new Fault(FaultCode.NOT_FOUND, "no head of " + account);
        }
        return head;
    }

    /// Keeps a head unseen, as a supplier does that wants to deceive.
    public void forgeHead(AccountNumber account, HeadMessage head) {
        heads.put(account, head);
    }

    public boolean hasHead(AccountNumber account) {
        return heads.containsKey(account);
    }

    private static long versionOf(HeadMessage head) {
        return CountersignedHead.ofBytes(head.countersigned().toArray()).head().version();
    }

    @Override
    public ClosingKept close(AccountNumber account, ClosingMessage closing) {
        return new ClosingKept(closing.read().closing().number(), null);
    }

    @Override
    public LiveSetKept keepLiveSet(
            String authorization, AccountNumber account, SignedLiveSet liveSet) {
        verify(authorization, require(account)).requireScope(Scope.COLLECT);
        return new LiveSetKept(liveSet.set().version());
    }

    @Override
    public SignedLiveSet liveSet(String authorization, AccountNumber account, CarrierGroup group) {
        throw new Fault(FaultCode.NOT_FOUND, "no live set of account " + account);
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

    private Contract require(AccountNumber account) {
        Contract contract = contracts.get(account);
        if (contract == null) {
            throw new Fault(FaultCode.UNKNOWN_CONTRACT, "no contract with " + account);
        }
        return contract;
    }

    private AccountToken verify(String authorization, Contract contract) {
        return AccountToken.verify(
                requireBearer(authorization), OwnerKey.first(contract.key), id.toString(), clock);
    }

    private static String requireBearer(String authorization) {
        if (!authorization.startsWith("Bearer ")) {
            throw new Fault(FaultCode.UNAUTHENTICATED, "no token");
        }
        return authorization.substring("Bearer ".length());
    }

    private long used(AccountNumber account) {
        return used.getOrDefault(account, 0L);
    }

    private static long paddedLength(byte[] record) {
        return FragmentRecord.readFrom(ByteBuffer.wrap(record)).header().paddedLength();
    }

    static byte[] bytesOf(FragmentRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(record.length());
        for (ByteBuffer buffer : record.toBuffers()) {
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    public Set<CarrierId> carriers() {
        return generations.keySet();
    }

    private record Place(Address address, int position) {}

    private record Contract(VerifyingKey key, long quota) {}
}
