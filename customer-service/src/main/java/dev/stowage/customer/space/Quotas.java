package dev.stowage.customer.space;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.carrier.AccountCarriers;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.supplier.SupplierClients;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;

/// What the contracts of an account grant and what of it is used.
public final class Quotas {

    private final Carriers carriers;
    private final SupplierClients suppliers;
    private final Workers workers;

    public Quotas(Carriers carriers, SupplierClients suppliers, Workers workers) {
        this.carriers = carriers;
        this.suppliers = suppliers;
        this.workers = workers;
    }

    /// Asks every supplier of the account's layouts at once.
    public Standing standing(OpenAccount account) {
        AccountHead head = account.known().head();
        Map<CarrierId, ServedCarrier> serving = serving(head);
        Map<SupplierId, CompletableFuture<Optional<ContractView>>> asked = new LinkedHashMap<>();
        for (ServedCarrier carrier : serving.values()) {
            asked.computeIfAbsent(
                    carrier.supplier(), _ -> workers.start(() -> contract(account, carrier)));
        }
        Map<SupplierId, Optional<ContractView>> contracts = new LinkedHashMap<>();
        asked.forEach((supplier, answer) -> contracts.put(supplier, Workers.join(answer)));
        return new Standing(head, serving, contracts);
    }

    /// Every supplier that has something of an account, each by one carrier that it serves.
    public Map<SupplierId, ServedCarrier> suppliers(AccountHead head) {
        Map<SupplierId, ServedCarrier> each = new LinkedHashMap<>();
        serving(head).values().forEach(carrier -> each.putIfAbsent(carrier.supplier(), carrier));
        return each;
    }

    /// By whoever serves them for this account.
    private Map<CarrierId, ServedCarrier> serving(AccountHead head) {
        return new AccountCarriers(carriers, head.holders()).serving(covered(head));
    }

    private static SequencedSet<CarrierId> covered(AccountHead head) {
        SequencedSet<CarrierId> ids = new LinkedHashSet<>();
        for (Layout layout : head.layouts()) {
            for (int position = 0; position < layout.carriers(); position++) {
                ids.add(layout.carrier(position, BlockNumber.FIRST));
            }
        }
        return ids;
    }

    private Optional<ContractView> contract(OpenAccount account, ServedCarrier carrier) {
        try {
            String token = account.tokens().tokenFor(carrier.supplier(), Scope.FETCH);
            return Optional.of(
                    suppliers.client(carrier).contract("Bearer " + token, account.number()));
        } catch (Fault away) {
            return Optional.empty();
        }
    }
}
