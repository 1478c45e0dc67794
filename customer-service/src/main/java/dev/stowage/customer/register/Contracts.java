package dev.stowage.customer.register;

import dev.stowage.customer.work.Workers;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.supplier.SupplierClients;
import dev.stowage.transfer.token.SignedAccountTokens;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The contracts of one new account, with all its suppliers at once.
final class Contracts {

    private static final Logger LOG = LoggerFactory.getLogger(Contracts.class);

    private final AccountNumber account;
    private final SignedAccountTokens tokens;
    private final SupplierClients suppliers;
    private final Workers workers;
    private final Map<SupplierId, SupplierOrder> granted = new LinkedHashMap<>();

    Contracts(
            AccountNumber account,
            SignedAccountTokens tokens,
            SupplierClients suppliers,
            Workers workers) {
        this.account = account;
        this.tokens = tokens;
        this.suppliers = suppliers;
        this.workers = workers;
    }

    /// Asks every supplier of the reservation for its contract.
    ///
    /// @return those that refused or did not answer, and why
    Map<SupplierId, Fault> conclude(Reservation reservation) {
        Map<SupplierOrder, CompletableFuture<Optional<Fault>>> asked = new LinkedHashMap<>();
        for (SupplierOrder order : reservation.orders()) {
            asked.put(order, workers.start(() -> grant(order)));
        }
        Map<SupplierId, Fault> refusals = new HashMap<>();
        asked.forEach(
                (order, answer) ->
                        Workers.join(answer)
                                .ifPresentOrElse(
                                        refusal -> refusals.put(order.supplier(), refusal),
                                        () -> granted.put(order.supplier(), order)));
        return refusals;
    }

    private Optional<Fault> grant(SupplierOrder order) {
        try {
            suppliers
                    .client(order.supplier(), order.url())
                    .grant(account, new ContractRequest(order.order()));
            return Optional.empty();
        } catch (Fault refusal) {
            LOG.info("supplier {} grants no contract: {}", order.supplier(), refusal.getMessage());
            return Optional.of(refusal);
        }
    }

    /// Gives up, as far as suppliers answer, what was granted and is not in the reservation.
    void releaseAllBut(Reservation reservation) {
        granted.values().stream()
                .filter(order -> !names(reservation, order.supplier()))
                .toList()
                .forEach(this::release);
    }

    /// Gives up, as far as suppliers answer, all that was granted; the rest lapses.
    void releaseAll() {
        granted.values().stream().toList().forEach(this::release);
    }

    private void release(SupplierOrder order) {
        granted.remove(order.supplier());
        try {
            suppliers
                    .client(order.supplier(), order.url())
                    .release(
                            "Bearer " + tokens.tokenFor(order.supplier(), Scope.REGISTER), account);
        } catch (Fault fault) {
            LOG.info("contract with {} is left to lapse: {}", order.supplier(), fault.getMessage());
        }
    }

    private static boolean names(Reservation reservation, SupplierId supplier) {
        return reservation.orders().stream().anyMatch(order -> order.supplier().equals(supplier));
    }
}
