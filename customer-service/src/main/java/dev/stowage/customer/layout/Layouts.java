package dev.stowage.customer.layout;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.contract.Contracts;
import dev.stowage.customer.work.Steps;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.LayoutRequest;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.carrier.AccountCarriers;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.supplier.SupplierClients;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the layout that a file asks for, or makes it.
///
/// New blocks go where there is room: when suppliers of a layout take nothing new or are too busy,
/// the account gets another one like it on others, if there are enough; blocks that are stored stay
/// where they are.
public final class Layouts {

    private static final int ROUNDS = 5;

    /// The part of what a layout tolerates that may take nothing new before others are looked for:
    /// what a supplier does not take waits in the spool, and the block is the weaker for it.
    private static final int PART_OF_TOLERANCE = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Layouts.class);

    private final PlacementApi placement;
    private final Carriers carriers;
    private final SupplierClients suppliers;
    private final Workers workers;
    private final Steps steps;
    private final Clock clock;

    public Layouts(
            PlacementApi placement,
            Carriers carriers,
            SupplierClients suppliers,
            Workers workers,
            Steps steps,
            Clock clock) {
        this.placement = placement;
        this.carriers = carriers;
        this.suppliers = suppliers;
        this.workers = workers;
        this.steps = steps;
        this.clock = clock;
    }

    /// The layout for a file with this wish. Its suppliers have granted their contracts; the commit
    /// of the file names it.
    ///
    /// @throws Fault `invalid-suppliers`, `invalid-level`, `invalid-layout`, `too-few-suppliers`,
    ///   `placement-away`: nothing was changed
    public Layout find(OpenAccount account, FileWish wish) {
        if (wish.isNone() && shut(account, account.layout()).isEmpty()) {
            return account.layout();
        }
        LayoutRequest request = wish.beside(account.layout());
        request.wish();
        return withRoom(account, account.known(), request)
                .orElseGet(() -> account.granted().alone(() -> findOrMake(account, request)));
    }

    private Layout findOrMake(OpenAccount account, LayoutRequest request) {
        AccountState state = account.resolveStrictly();
        return withRoom(account, state, request)
                .orElseGet(
                        () ->
                                known(state, request)
                                        .map(full -> besides(account, full, request))
                                        .orElseGet(() -> make(account, request, Set.of())));
    }

    private Optional<Layout> known(AccountState state, LayoutRequest request) {
        return state.head().layouts().stream().filter(request::isFulfilledBy).findFirst();
    }

    private Optional<Layout> withRoom(
            OpenAccount account, AccountState state, LayoutRequest request) {
        return state.head().layouts().stream()
                .filter(request::isFulfilledBy)
                .filter(layout -> shut(account, layout).isEmpty())
                .findFirst()
                .or(
                        () ->
                                account.granted()
                                        .find(
                                                layout ->
                                                        request.isFulfilledBy(layout)
                                                                && shut(account, layout).isEmpty(),
                                                clock.instant()));
    }

    /// A layout on other suppliers than those that take nothing new, or the one that there is if
    /// there are too few others: it takes what it can.
    private Layout besides(OpenAccount account, Layout full, LayoutRequest request) {
        Instant now = clock.instant();
        if (account.granted().isAlone(full, now)) {
            return full;
        }
        try {
            Layout other = make(account, request, shut(account, full));
            if (!shut(account, other).isEmpty()) {
                account.granted().leaveAlone(full, now);
                return other;
            }
            LOG.info(
                    "new blocks of account {} go to {}, for suppliers of {} take nothing new",
                    account.number(),
                    other,
                    full);
            return other;
        } catch (Fault fault) {
            LOG.warn(
                    "suppliers of {} of account {} take nothing new, and there are no others: {}",
                    full,
                    account.number(),
                    fault.getMessage());
            account.granted().leaveAlone(full, now);
            return full;
        }
    }

    /// The suppliers of a layout that take nothing new; none if they are few beside what the layout
    /// tolerates.
    private Set<SupplierId> shut(OpenAccount account, Layout layout) {
        List<ServedCarrier> shut =
                serving(account, layout).filter(each -> !each.takesNew()).toList();
        return shut.size() <= layout.tolerance() / PART_OF_TOLERANCE
                ? Set.of()
                : shut.stream().map(ServedCarrier::supplier).collect(Collectors.toSet());
    }

    /// Nobody, if nobody knows: an upload will see for itself.
    private Stream<ServedCarrier> serving(OpenAccount account, Layout layout) {
        List<CarrierId> ids =
                IntStream.range(0, layout.carriers())
                        .mapToObj(position -> layout.carrier(position, BlockNumber.FIRST))
                        .toList();
        try {
            return new AccountCarriers(carriers, account.known().head().holders())
                    .serving(ids).values().stream();
        } catch (Fault placementAway) {
            return Stream.empty();
        }
    }

    private Layout make(OpenAccount account, LayoutRequest request, Set<SupplierId> takingNothing) {
        return steps.take("layout", () -> makeNow(account, request, takingNothing));
    }

    private Layout makeNow(
            OpenAccount account, LayoutRequest request, Set<SupplierId> takingNothing) {
        Set<SupplierId> refused = new HashSet<>(takingNothing);
        for (int round = 1; ; round++) {
            Reservation chosen =
                    placement.addLayout(
                            "Bearer " + account.tokens().tokenForPlacement(Scope.COMMIT),
                            account.number(),
                            request.refusedBy(refused));
            Contracts contracts =
                    new Contracts(account.number(), account.tokens(), suppliers, workers);
            Map<SupplierId, Fault> refusals = contracts.conclude(chosen);
            if (refusals.isEmpty()) {
                account.granted().add(chosen.layout(), contracts, chosen.expiresAt());
                return chosen.layout();
            }
            refused.addAll(refusals.keySet());
            if (round == ROUNDS) {
                throw Contracts.tooFew(refusals, ROUNDS);
            }
        }
    }
}
