package dev.stowage.customer.town;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.BlockRangeGrant;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.CarrierList;
import dev.stowage.protocol.placement.ChooseAgainRequest;
import dev.stowage.protocol.placement.FindingReport;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.JoinRequest;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.LayoutRequest;
import dev.stowage.protocol.placement.LayoutWish;
import dev.stowage.protocol.placement.OverrideCandidates;
import dev.stowage.protocol.placement.OverrideOffer;
import dev.stowage.protocol.placement.OverrideRequest;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.ReserveRequest;
import dev.stowage.protocol.placement.Residency;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.protocol.token.ServiceCertificate;
import dev.stowage.protocol.token.ServiceToken;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Placement in memory: an honest compare-and-set, proofs checked, numbers given out once.
public final class TownPlacement implements CustomersPlacement {

    /// What happens at the next swaps of heads.
    public enum Trouble {
        NONE,
        AWAY,
        LOSES_ANSWERS
    }

    private final SigningKey key;
    private final Consumer<Residency> residencies;
    private volatile Clock clock;
    private final NavigableMap<CarrierId, ServedCarrier> carriers = new TreeMap<>();
    private final TownHolders holders = new TownHolders(carriers);
    private final Map<AccountNumber, TownAccount> accounts = new HashMap<>();
    private final Set<SupplierId> shunned = new HashSet<>();
    private final AtomicInteger swaps = new AtomicInteger();
    private final AtomicInteger additions = new AtomicInteger();
    private final AtomicInteger headCalls = new AtomicInteger();
    private final List<FoundRecord> reported = new ArrayList<>();
    private volatile Trouble trouble = Trouble.NONE;
    private long nextAccount = 1000;
    private int changes;

    TownPlacement(SigningKey key, Consumer<Residency> residencies, Clock clock) {
        this.key = key;
        this.residencies = residencies;
        this.clock = clock;
    }

    /// Sets its clock on, or back.
    public void turnClock(Duration time) {
        clock = Clock.offset(clock, time);
    }

    public void be(Trouble next) {
        trouble = next;
    }

    public int swaps() {
        return swaps.get();
    }

    public int headCalls() {
        return headCalls.get();
    }

    synchronized void put(ServedCarrier carrier) {
        carriers.put(carrier.carrier(), carrier);
        changes++;
    }

    private void requireHere() {
        if (trouble == Trouble.AWAY) {
            throw new Fault(FaultCode.PLACEMENT_AWAY, "nobody answers");
        }
    }

    @Override
    public synchronized CarrierList carriers(
            String authorization, CarrierId first, int count, @Nullable String known) {
        requireHere();
        requireCustomer(authorization);
        String revision = String.valueOf(changes);
        return new CarrierList(
                revision,
                revision.equals(known)
                        ? null
                        : List.copyOf(
                                carriers.subMap(first, new CarrierId(first.value() + count))
                                        .values()));
    }

    @Override
    public Joined join(JoinRequest request) {
        requireHere();
        if (!request.joinCode().equals("let me in")) {
            throw new Fault(FaultCode.JOIN_CODE_REFUSED, "unknown join code");
        }
        return joined(new UUID(7, 7), request.key());
    }

    @Override
    public Joined renewCertificate(String authorization) {
        requireHere();
        ServiceCertificate old = requireCustomer(authorization);
        return joined(old.service(), old.key());
    }

    Joined joined(UUID service, VerifyingKey serviceKey) {
        String certificate =
                new ServiceCertificate(
                                service,
                                ServiceRole.CUSTOMER,
                                serviceKey,
                                clock.instant().plus(ServiceCertificate.LIFE))
                        .sign(key);
        return new Joined(service, certificate, key.verifyingKey(), null, null);
    }

    private ServiceCertificate requireCustomer(String authorization) {
        return ServiceToken.verify(
                bearer(authorization),
                key.verifyingKey(),
                AccountToken.PLACEMENT,
                ServiceRole.CUSTOMER,
                clock);
    }

    static String bearer(String authorization) {
        if (!authorization.startsWith("Bearer ")) {
            throw new Fault(FaultCode.UNAUTHENTICATED, "no token");
        }
        return authorization.substring("Bearer ".length());
    }

    @Override
    public synchronized Reservation reserve(String authorization, ReserveRequest request) {
        requireHere();
        requireCustomer(authorization);
        AccountNumber number = new AccountNumber(nextAccount++);
        residencies.accept(request.residency());
        LayoutWish wish = LayoutWish.of(request.suppliers(), request.level(), request.code());
        accounts.put(number, new TownAccount(request.key(), request.neededSpace(), wish));
        return choose(number);
    }

    @Override
    public synchronized Reservation chooseAgain(
            String authorization, AccountNumber number, ChooseAgainRequest request) {
        requireHere();
        requireAccount(authorization, number, Scope.REGISTER);
        shunned.addAll(request.refused());
        try {
            return choose(number);
        } finally {
            shunned.clear();
        }
    }

    private Reservation choose(AccountNumber number) {
        Layout layout = holders.layout(accounts.get(number).wish, shunned);
        return ordered(number, layout, List.of(layout));
    }

    /// Those that were added before are remembered for ever.
    @Override
    public synchronized Reservation addLayout(
            String authorization, AccountNumber number, LayoutRequest request) {
        requireHere();
        TownAccount account = requireAccount(authorization, number, Scope.COMMIT);
        additions.incrementAndGet();
        shunned.addAll(request.refused());
        try {
            Set<Layout> known = new LinkedHashSet<>(account.head.head().layouts());
            known.addAll(account.added);
            Layout layout =
                    known.stream()
                            .filter(request::isFulfilledBy)
                            .filter(each -> holders.isServedByOthers(each, shunned))
                            .findFirst()
                            .orElseGet(() -> holders.layout(request.wish(), shunned));
            account.added.add(layout);
            known.add(layout);
            return ordered(number, layout, List.copyOf(known));
        } finally {
            shunned.clear();
        }
    }

    @Override
    public synchronized OverrideOffer offerReplacement(
            String authorization, AccountNumber number, OverrideRequest request) {
        requireHere();
        AccountHead head = requireAccount(authorization, number, Scope.COMMIT).head.head();
        ServedCarrier holder = holders.free(head, request).getFirst();
        return new OverrideOffer(
                request.carrier(),
                holder.carrier(),
                true,
                holder.zone(),
                carriers.get(head.holders().holderOf(request.carrier())).supplier(),
                order(number, head.layouts(), List.of(holder.inPlaceOf(request.carrier()))),
                clock.instant().plus(Duration.ofHours(1)));
    }

    @Override
    public synchronized OverrideCandidates replacementCandidates(
            String authorization, AccountNumber number, CarrierId carrier) {
        requireHere();
        AccountHead head = requireAccount(authorization, number, Scope.COMMIT).head.head();
        return holders.candidates(head, carrier);
    }

    public int additions() {
        return additions.get();
    }

    private Reservation ordered(AccountNumber number, Layout layout, List<Layout> all) {
        Map<SupplierId, List<ServedCarrier>> bySupplier =
                carriers.values().stream()
                        .filter(each -> all.stream().anyMatch(one -> one.covers(each.carrier())))
                        .collect(Collectors.groupingBy(ServedCarrier::supplier));
        List<SupplierOrder> orders =
                IntStream.range(0, layout.carriers())
                        .mapToObj(position -> layout.carrier(position, BlockNumber.FIRST))
                        .map(carrier -> carriers.get(carrier).supplier())
                        .distinct()
                        .map(supplier -> order(number, all, bySupplier.get(supplier)))
                        .toList();
        return new Reservation(number, layout, orders, clock.instant().plus(Duration.ofHours(1)));
    }

    private SupplierOrder order(
            AccountNumber number, List<Layout> layouts, List<ServedCarrier> served) {
        TownAccount account = accounts.get(number);
        ServedCarrier any = served.getFirst();
        long quota = TownHolders.quota(layouts, served, account.neededSpace);
        List<AssignedCarrier> assigned =
                served.stream()
                        .map(
                                each ->
                                        new AssignedCarrier(
                                                each.carrier(), each.generation(), each.volume()))
                        .toList();
        Overrides instead = holders.instead(any, served);
        String signed =
                new ContractOrder(
                                number,
                                account.recordKey,
                                account.owner(),
                                any.supplier(),
                                quota,
                                assigned,
                                instead,
                                clock.instant().plus(Duration.ofHours(1)))
                        .sign(key);
        return new SupplierOrder(any.supplier(), any.volume(), any.url(), signed);
    }

    @Override
    public synchronized BlockRangeGrant grantBlockRange(
            String authorization, AccountNumber number, BlockRangeRequest request) {
        requireHere();
        TownAccount account = requireAccount(authorization, number, Scope.COMMIT);
        BlockNumber first = new BlockNumber(account.nextBlock);
        account.nextBlock += request.count();
        return new BlockRangeGrant(first, request.count());
    }

    private TownAccount requireAccount(String authorization, AccountNumber number, Scope scope) {
        TownAccount account = accounts.get(number);
        if (account == null) {
            throw new Fault(FaultCode.UNKNOWN_ACCOUNT, "no account " + number);
        }
        AccountToken.verify(bearer(authorization), account.owner(), AccountToken.PLACEMENT, clock)
                .requireScope(scope);
        return account;
    }

    /// The current head, as whoever keeps a copy has it.
    public synchronized Optional<CountersignedHead> headOf(AccountNumber number) {
        requireHere();
        return Optional.ofNullable(accounts.get(number)).map(account -> account.head);
    }

    @Override
    public synchronized HeadAnswer head(
            String authorization, AccountNumber number, @Nullable Long known) {
        headCalls.incrementAndGet();
        requireHere();
        requireCustomer(authorization);
        TownAccount account = accounts.get(number);
        if (account == null || account.head == null) {
            throw new Fault(FaultCode.UNKNOWN_ACCOUNT, "no account " + number);
        }
        return answer(account.head, known);
    }

    private static HeadAnswer answer(CountersignedHead head, @Nullable Long known) {
        long version = head.head().version();
        return new HeadAnswer(
                version, known != null && known == version ? null : ByteString.of(head.toBytes()));
    }

    @Override
    public HeadAnswer swapHead(String authorization, AccountNumber number, HeadSwap swap) {
        requireHere();
        HeadAnswer answer = swapHeadNow(authorization, number, swap);
        if (trouble == Trouble.LOSES_ANSWERS) {
            throw new Fault(FaultCode.PLACEMENT_AWAY, "the answer was lost");
        }
        return answer;
    }

    private synchronized HeadAnswer swapHeadNow(
            String authorization, AccountNumber number, HeadSwap swap) {
        TownAccount account = requireAccount(authorization, number, Scope.COMMIT);
        SignedHead signed = SignedHead.ofBytes(swap.signed().toArray());
        boolean isOwn =
                signed.signedBy(signed.head().signingKey())
                        && signed.head().leadsFrom(account.owner())
                        && signed.head().recordKey().equals(account.recordKey)
                        && signed.head().account().equals(number);
        if (!isOwn) {
            throw new Fault(FaultCode.FOREIGN_SIGNATURE, "not the owner's head");
        }
        long current = account.head == null ? 0 : account.head.head().version();
        if (signed.head().version() != current + 1) {
            throw new Fault(FaultCode.HEAD_CONFLICT, "the current version is " + current)
                    .with("version", current);
        }
        for (HeadSwap.CarrierGeneration each : swap.generations()) {
            if (carriers.get(each.carrier()).generation() != each.generation()
                    || !signed.head().isHeldBy(each.carrier())) {
                throw new Fault(FaultCode.GENERATION_CHANGED, "carrier " + each.carrier());
            }
        }
        swaps.incrementAndGet();
        account.head = CountersignedHead.countersign(signed, key);
        return answer(account.head, null);
    }

    @Override
    public synchronized void report(String authorization, FindingReport report) {
        requireHere();
        requireCustomer(authorization);
        reported.addAll(report.findings());
    }

    /// What customer-services said that their readers found.
    public synchronized List<FoundRecord> reported() {
        return List.copyOf(reported);
    }
}
