package dev.stowage.customer.layout;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.contract.Contracts;
import dev.stowage.customer.work.Steps;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.LayoutRequest;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.supplier.SupplierClients;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the layout that a file asks for, or makes it.
public final class Layouts {

    private static final int ROUNDS = 5;

    private final PlacementApi placement;
    private final SupplierClients suppliers;
    private final Workers workers;
    private final Steps steps;
    private final Clock clock;

    public Layouts(
            PlacementApi placement,
            SupplierClients suppliers,
            Workers workers,
            Steps steps,
            Clock clock) {
        this.placement = placement;
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
        if (wish.isNone()) {
            return account.layout();
        }
        LayoutRequest request = wish.beside(account.layout());
        request.wish();
        return known(account, account.known(), request)
                .orElseGet(() -> account.granted().alone(() -> findOrMake(account, request)));
    }

    private Layout findOrMake(OpenAccount account, LayoutRequest request) {
        return known(account, account.resolveStrictly(), request)
                .orElseGet(() -> steps.take("layout", () -> make(account, request)));
    }

    private Optional<Layout> known(OpenAccount account, AccountState state, LayoutRequest request) {
        return state.head().layouts().stream()
                .filter(request::isFulfilledBy)
                .findFirst()
                .or(() -> account.granted().find(request::isFulfilledBy, clock.instant()));
    }

    private Layout make(OpenAccount account, LayoutRequest request) {
        Set<SupplierId> refused = new HashSet<>();
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
