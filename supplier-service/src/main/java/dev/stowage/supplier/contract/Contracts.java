package dev.stowage.supplier.contract;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.store.RecordStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The contracts of one supplier. They are few and small, so memory holds them all; what changes is
/// durable before it counts.
public final class Contracts {

    /// A contract without a head ends so soon.
    public static final Duration LAPSE = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Contracts.class);

    private final ContractRepository repository;
    private final Membership membership;
    private final RecordStore store;
    private final long capacity;
    private final Clock clock;
    private final Map<AccountNumber, Contract> contracts = new ConcurrentHashMap<>();

    /// @param capacity bytes that may be granted in all
    public Contracts(
            ContractRepository repository,
            Membership membership,
            RecordStore store,
            long capacity,
            Clock clock) {
        this.repository = repository;
        this.membership = membership;
        this.store = store;
        this.capacity = capacity;
        this.clock = clock;
        repository.all().forEach(contract -> contracts.put(contract.account(), contract));
        contracts.values().forEach(this::confirmIfHeadIsKept);
    }

    /// Grants what an order asks for. The newest order of an account stands; the same one again
    /// changes nothing.
    ///
    /// @param token a [ContractOrder]
    public ContractView grant(AccountNumber account, String token) {
        ContractOrder order =
                ContractOrder.verify(
                        token, membership.placementKey(), membership.supplier(), clock);
        requireSane(order, account);
        order.carriers().forEach(membership::requireServed);
        return view(granted(order));
    }

    private void requireSane(ContractOrder order, AccountNumber account) {
        if (!order.account().equals(account)) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "the order is for account %s, not for %s".formatted(order.account(), account));
        }
        int carriers = order.carriers().size();
        if (carriers == 0 || order.quota() < 0) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "no contract can be about %d bytes on %d carriers"
                            .formatted(order.quota(), carriers));
        }
        if (membership.isOwner(account)) {
            throw new Fault(
                    FaultCode.CONTRACT_REFUSED,
                    "account %s owns this supplier, and nobody stores on his own"
                            .formatted(account));
        }
    }

    private synchronized Contract granted(ContractOrder order) {
        Optional<Contract> standing = find(order.account());
        standing.ifPresent(contract -> requireSameKey(contract, order));
        long quota = order.quota();
        Contract wanted =
                new Contract(
                        order.account(),
                        order.key(),
                        quota,
                        order.carriers().stream()
                                .map(AssignedCarrier::carrier)
                                .collect(Collectors.toSet()),
                        standing.isPresent()
                                ? standing.get().lapsesAt()
                                : clock.instant().plus(LAPSE));
        if (standing.isPresent() && standing.get().equals(wanted)) {
            return wanted;
        }
        requireCapacity(quota, standing);
        repository.save(wanted);
        contracts.put(wanted.account(), wanted);
        LOG.info("granted account {} {} bytes", wanted.account(), quota);
        return wanted;
    }

    private static void requireSameKey(Contract standing, ContractOrder order) {
        if (!standing.key().equals(order.key())) {
            throw new Fault(
                    FaultCode.ALREADY_EXISTS,
                    "account %s has a contract under another key".formatted(order.account()));
        }
    }

    private void requireCapacity(long quota, Optional<Contract> standing) {
        long allocated = allocated() - standing.map(Contract::quota).orElse(0L);
        if (quota > capacity - allocated) {
            throw new Fault(
                            FaultCode.CONTRACT_REFUSED,
                            "%d bytes are asked for, %d of %d are free"
                                    .formatted(quota, capacity - allocated, capacity))
                    .with("asked", quota)
                    .with("free", capacity - allocated)
                    .with("capacity", capacity);
        }
    }

    /// Bytes that are granted or taken by records of accounts whose contract is gone.
    public long allocated() {
        long granted = 0;
        long used = 0;
        for (Contract contract : contracts.values()) {
            granted += contract.quota();
            used += store.usage().of(contract.account());
        }
        return granted + Math.max(0, store.usage().total() - used);
    }

    public int count() {
        return contracts.size();
    }

    /// Bytes that accounts may use.
    public long quota() {
        return contracts.values().stream().mapToLong(Contract::quota).sum();
    }

    /// The contract with an account.
    ///
    /// @throws Fault `unknown-contract`
    public Contract require(AccountNumber account) {
        return find(account)
                .orElseThrow(
                        () ->
                                new Fault(
                                        FaultCode.UNKNOWN_CONTRACT,
                                        "this supplier has no contract with account %s"
                                                .formatted(account)));
    }

    private Optional<Contract> find(AccountNumber account) {
        Contract contract = contracts.get(account);
        return contract == null || contract.hasLapsed(clock.instant())
                ? Optional.empty()
                : Optional.of(contract);
    }

    /// A contract as others see it.
    public ContractView view(Contract contract) {
        return new ContractView(
                contract.account(),
                contract.quota(),
                store.usage().of(contract.account()),
                CarrierSet.of(contract.carriers()),
                contract.lapsesAt());
    }

    /// Gives a contract up that has no head yet.
    public synchronized void release(Contract contract) {
        if (require(contract.account()).isFirm()) {
            throw new Fault(
                    FaultCode.FORBIDDEN,
                    "the contract with account %s is firm: a head is kept"
                            .formatted(contract.account()));
        }
        forget(contract);
    }

    /// Makes a contract firm: a head of the account is kept durably.
    public void confirm(AccountNumber account) {
        if (require(account).isFirm()) {
            return;
        }
        synchronized (this) {
            Contract firm = require(account).firm();
            repository.saveTermsOf(firm);
            contracts.put(account, firm);
        }
    }

    private void confirmIfHeadIsKept(Contract contract) {
        if (!contract.isFirm() && store.newest(contract.account()).isPresent()) {
            Contract firm = contract.firm();
            repository.saveTermsOf(firm);
            contracts.put(firm.account(), firm);
        }
    }

    /// Ends what has lapsed.
    public synchronized void lapse() {
        Instant now = clock.instant();
        for (Contract contract : contracts.values()) {
            if (contract.hasLapsed(now)) {
                LOG.info("the contract with account {} has lapsed", contract.account());
                forget(contract);
            }
        }
    }

    private void forget(Contract contract) {
        repository.delete(contract.account());
        contracts.remove(contract.account());
    }

    /// Whether a contract covers a carrier in the generation that the supplier serves.
    ///
    /// @throws Fault `forbidden`, `generation-changed`
    public void requireCovered(Contract contract, CarrierId carrier, int generation) {
        if (!contract.carriers().contains(carrier)) {
            throw new Fault(
                            FaultCode.FORBIDDEN,
                            "the contract with account %s does not cover carrier %s"
                                    .formatted(contract.account(), carrier))
                    .with("carrier", carrier.toString());
        }
        membership.requireGeneration(carrier, generation);
    }
}
