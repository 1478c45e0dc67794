package dev.stowage.supplier.contract;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.supplier.CustomerView;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.supplier.closing.Closings;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.owner.Owners;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Those who have contracts with one supplier: on one of its volumes or on several, which they need
/// not know. What they are told is about all of them together, in times of the machine's clock.
public final class Customers {

    private final List<Contracts> volumes;
    private final int away;
    private final Membership membership;
    private final Owners owners;
    private final Closings closings;
    private final Clock clock;

    /// @param volumes the contracts on each of the supplier's volumes
    /// @param away volumes that could not be opened: nobody knows what contracts are there
    public Customers(
            List<Contracts> volumes,
            int away,
            Membership membership,
            Owners owners,
            Closings closings,
            Clock clock) {
        this.volumes = List.copyOf(volumes);
        this.away = away;
        this.membership = membership;
        this.owners = owners;
        this.closings = closings;
        this.clock = clock;
        owners.areKnownBy(account -> find(account).map(this::owner));
    }

    /// Grants what an order asks for, on the volume that it names. The newest order of an account
    /// and volume stands; the same one again changes nothing.
    ///
    /// @param token a [ContractOrder]
    public ContractView grant(AccountNumber account, String token) {
        Contracts _ = granted(account, token);
        return view(require(account));
    }

    /// Grants what an order asks for whose carriers came from another supplier. The account has a
    /// head by then, which its next writer brings here: so the contract does not lapse until then.
    ///
    /// @param token a [ContractOrder]
    public void takeOver(AccountNumber account, String token) {
        granted(account, token).confirm(account);
    }

    private Contracts granted(AccountNumber account, String token) {
        ContractOrder order =
                ContractOrder.verify(
                        token, membership.placementKey(), membership.supplier(), clock);
        requireSane(order, account);
        closings.requireOpen(account);
        order.served().forEach(membership::requireServed);
        find(account).ifPresent(standing -> requireSameOwner(standing, order));
        Contracts volume = volumeOf(order);
        owners.succeed(account, order.owner());
        volume.grant(order, token);
        return volume;
    }

    /// Placement names the key of an account that has no contract yet; later the account does.
    private void requireSameOwner(Contract standing, ContractOrder order) {
        standing.requireKey(order.key());
        if (order.owner().isAfter(owner(standing))) {
            owners.askAfter(order.account(), order.owner().rotation());
        }
        OwnerKey known = owner(standing);
        if (order.owner().isAfter(known)) {
            throw new Fault(
                            FaultCode.ROTATION_UNKNOWN,
                            "the order names key %d of account %s, here its key is number %d"
                                    .formatted(
                                            order.owner().rotation(),
                                            order.account(),
                                            known.rotation()))
                    .with("rotation", known.rotation());
        }
    }

    /// By which key an account signs now.
    public OwnerKey owner(Contract contract) {
        return owners.of(contract.account(), contract.key());
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

    private Contracts volumeOf(ContractOrder order) {
        List<UUID> named =
                order.carriers().stream().map(AssignedCarrier::volume).distinct().toList();
        if (named.size() > 1) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "a contract is about one volume, the order names %d".formatted(named.size()));
        }
        return volumes.stream()
                .filter(each -> each.volume().equals(named.getFirst()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Fault(
                                        FaultCode.CONTRACT_REFUSED,
                                        "volume %s cannot be used now"
                                                .formatted(named.getFirst())));
    }

    /// The contract with an account, that of all volumes together.
    ///
    /// @throws Fault `unknown-contract`, `volume-failed`
    public Contract require(AccountNumber account) {
        return find(account).orElseThrow(() -> unknown(account));
    }

    /// What is said where there is no contract.
    public Fault unknown(AccountNumber account) {
        return away > 0 ? away(account) : Contracts.unknown(account);
    }

    private Fault away(AccountNumber account) {
        return new Fault(
                        FaultCode.VOLUME_FAILED,
                        "%d volumes of this supplier could not be opened; what is asked for account %s may lie there"
                                .formatted(away, account))
                .with("away", away);
    }

    /// Those that other contracts do not stand in place of.
    private Stream<Contracts> standing() {
        return volumes.stream().filter(each -> !each.passage().areHandedOver());
    }

    private Optional<Contract> find(AccountNumber account) {
        return standing()
                .map(each -> each.told(account))
                .flatMap(Optional::stream)
                .reduce(Contract::with);
    }

    private List<Contracts> of(AccountNumber account) {
        return standing().filter(each -> each.has(account)).toList();
    }

    /// A contract as others see it.
    public ContractView view(Contract contract) {
        return new ContractView(
                contract.account(),
                contract.quota(),
                used(contract.account()),
                free(contract),
                contract.carriers(),
                contract.lapsesAt(),
                endsAt(contract));
    }

    /// By whoever ends it sooner, supplier or customer.
    private @Nullable Instant endsAt(Contract contract) {
        return Contract.earlier(contract.endsAt(), closings.endsAt(contract.account()));
    }

    private long used(AccountNumber account) {
        return standing().mapToLong(each -> each.used(account)).sum();
    }

    /// What can be added to all carriers alike: the fullest volume tells.
    private long free(Contract contract) {
        List<Contracts> those = of(contract.account());
        if (those.size() == 1) {
            return those.getFirst().free(contract.account());
        }
        long ofCarrier =
                those.stream()
                        .mapToLong(
                                each ->
                                        each.free(contract.account())
                                                / each.require(contract.account())
                                                        .carriers()
                                                        .size())
                        .min()
                        .orElse(0);
        return ofCarrier * contract.carriers().size();
    }

    /// A contract as the operator sees it.
    public CustomerView customer(Contract contract) {
        return new CustomerView(
                contract.account(),
                contract.quota(),
                used(contract.account()),
                standing().mapToLong(each -> each.trash(contract.account())).sum(),
                contract.carriers().size(),
                contract.since(),
                contract.lapsesAt(),
                endsAt(contract));
    }

    /// Contracts in the order of account numbers.
    ///
    /// @param after the last one of the page before; absent for the first page
    /// @param limit of the page
    public List<Contract> page(@Nullable AccountNumber after, int limit) {
        return standing()
                .flatMap(each -> each.page(after, limit).stream())
                .map(Contract::account)
                .distinct()
                .sorted()
                .map(this::find)
                .flatMap(Optional::stream)
                .limit(limit)
                .toList();
    }

    /// Gives an account notice: until the contract ends all goes on, but for higher quotas; then
    /// records can only be fetched, and after a grace they go to the trash.
    ///
    /// @param notice how long until it ends; absent for the usual time
    public Contract giveNotice(AccountNumber account, @Nullable Duration notice) {
        return change(account, volume -> volume.giveNotice(account, notice));
    }

    /// Takes a notice back.
    public Contract takeNoticeBack(AccountNumber account) {
        return change(account, volume -> volume.takeNoticeBack(account));
    }

    private Contract change(AccountNumber account, Consumer<Contracts> change) {
        Contract _ = require(account);
        of(account).forEach(change);
        return require(account);
    }

    /// Gives up whatever has no head yet.
    ///
    /// @param volume on which; all if absent
    /// @throws Fault `forbidden` if a head is kept there already
    public void release(AccountNumber account, @Nullable UUID volume) {
        List<Contracts> there =
                of(account).stream()
                        .filter(each -> volume == null || each.volume().equals(volume))
                        .toList();
        List<Contracts> loose = there.stream().filter(each -> !each.isFirm(account)).toList();
        if (loose.isEmpty() && !there.isEmpty()) {
            throw new Fault(
                    FaultCode.FORBIDDEN,
                    "the contract with account %s is firm: a head is kept".formatted(account));
        }
        loose.forEach(each -> each.release(account));
    }

    /// Refuses a carrier that a contract does not cover, or another generation of it, or of the one
    /// that holds for it.
    ///
    /// @throws Fault `forbidden`, `generation-changed`, `volume-failed`
    public void requireCovered(Contract contract, CarrierId carrier, int generation) {
        if (!contract.carriers().contains(carrier)) {
            if (away > 0) {
                throw away(contract.account());
            }
            throw new Fault(
                            FaultCode.FORBIDDEN,
                            "the contract with account %s does not cover carrier %s"
                                    .formatted(contract.account(), carrier))
                    .with("carrier", carrier.toString());
        }
        membership.requireGeneration(contract.holderOf(carrier), generation);
    }

    /// How many there are.
    public int count() {
        return volumes.size() == 1
                ? volumes.getFirst().count()
                : (int) standing().flatMap(each -> each.all().stream()).distinct().count();
    }
}
