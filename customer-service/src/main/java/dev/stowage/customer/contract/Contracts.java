package dev.stowage.customer.contract;

import dev.stowage.customer.work.Workers;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.supplier.SupplierClients;
import dev.stowage.transfer.token.SignedAccountTokens;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The contracts for one layout of an account, with all its suppliers at once.
public final class Contracts {

    private static final Logger LOG = LoggerFactory.getLogger(Contracts.class);

    private final AccountNumber account;
    private final SignedAccountTokens tokens;
    private final SupplierClients suppliers;
    private final Workers workers;
    private final Map<UUID, SupplierOrder> granted = new LinkedHashMap<>();

    public Contracts(
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
    public Map<SupplierId, Fault> conclude(Reservation reservation) {
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
                                        () -> granted.put(order.volume(), order)));
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
    public void releaseAllBut(Reservation reservation) {
        granted.values().stream()
                .filter(order -> !names(reservation, order.volume()))
                .toList()
                .forEach(this::release);
    }

    /// Gives up, as far as suppliers answer, all that was granted; the rest lapses.
    public void releaseAll() {
        granted.values().stream().toList().forEach(this::release);
    }

    private void release(SupplierOrder order) {
        granted.remove(order.volume());
        try {
            suppliers
                    .client(order.supplier(), order.url())
                    .release(
                            "Bearer " + tokens.tokenFor(order.supplier(), Scope.REGISTER),
                            account,
                            order.volume());
        } catch (Fault fault) {
            LOG.info("contract with {} is left to lapse: {}", order.supplier(), fault.getMessage());
        }
    }

    /// Leaves a head with all that granted a contract, at once: only then their contracts stay.
    ///
    /// @return whether all of them keep it
    public boolean confirm(CountersignedHead head) {
        HeadMessage message = new HeadMessage(ByteString.of(head.toBytes()));
        Map<SupplierId, SupplierOrder> suppliers = new LinkedHashMap<>();
        granted.values().forEach(order -> suppliers.put(order.supplier(), order));
        List<CompletableFuture<Boolean>> asked =
                suppliers.values().stream()
                        .map(order -> workers.start(() -> confirm(order, message)))
                        .toList();
        return asked.stream().map(Workers::join).reduce(true, Boolean::logicalAnd);
    }

    private boolean confirm(SupplierOrder order, HeadMessage message) {
        try {
            suppliers.client(order.supplier(), order.url()).keepHead(account, message);
            return true;
        } catch (Fault fault) {
            LOG.info(
                    "supplier {} keeps no head, its contract may lapse: {}",
                    order.supplier(),
                    fault.getMessage());
            return false;
        }
    }

    /// Nobody can be found.
    ///
    /// @param refusals of the last round
    public static Fault tooFew(Map<SupplierId, Fault> refusals, int rounds) {
        List<String> reasons =
                refusals.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue().getMessage())
                        .toList();
        return new Fault(
                        FaultCode.TOO_FEW_SUPPLIERS,
                        "no combination of suppliers granted a contract in %d rounds"
                                .formatted(rounds))
                .with("refusals", reasons);
    }

    private static boolean names(Reservation reservation, UUID volume) {
        return reservation.orders().stream().anyMatch(order -> order.volume().equals(volume));
    }
}
