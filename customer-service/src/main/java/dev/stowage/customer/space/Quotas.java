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
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.supplier.SupplierClients;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /// Space of an account in bytes of padded ciphertext before the code doubles it.
    ///
    /// @param used the fullest supplier's share, counted for all
    public record Room(long needed, long used) {

        public long free() {
            return Math.max(0, needed - used);
        }
    }

    /// One position of the layout and who serves it.
    ///
    /// @param carrier absent if nobody serves it
    /// @param contract absent while the supplier does not answer
    public record Position(
            int position,
            CarrierId id,
            Optional<ServedCarrier> carrier,
            Optional<ContractView> contract) {

        /// Bytes used on this carrier, its part of what its supplier counts for all its carriers of
        /// the account.
        long used() {
            return contract.map(each -> each.used() / Math.max(1, each.carriers().size()))
                    .orElse(0L);
        }
    }

    /// Asks every supplier of the account's layout at once.
    public List<Position> positions(OpenAccount account) {
        Layout layout = account.layout();
        List<CarrierId> ids = new ArrayList<>(layout.carriers());
        for (int position = 0; position < layout.carriers(); position++) {
            ids.add(layout.carrier(position, BlockNumber.FIRST));
        }
        Map<CarrierId, ServedCarrier> serving = carriers.serving(ids);
        Map<SupplierId, CompletableFuture<Optional<ContractView>>> asked = new LinkedHashMap<>();
        serving.values()
                .forEach(
                        carrier ->
                                asked.computeIfAbsent(
                                        carrier.supplier(),
                                        _ -> workers.start(() -> contract(account, carrier))));
        List<Position> positions = new ArrayList<>(ids.size());
        for (int position = 0; position < ids.size(); position++) {
            ServedCarrier carrier = serving.get(ids.get(position));
            positions.add(
                    new Position(
                            position,
                            ids.get(position),
                            Optional.ofNullable(carrier),
                            Optional.ofNullable(carrier)
                                    .map(each -> asked.get(each.supplier()))
                                    .flatMap(Workers::join)));
        }
        return positions;
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

    /// What is left of the needed space.
    public Room room(OpenAccount account) {
        return room(account, positions(account));
    }

    Room room(OpenAccount account, List<Position> positions) {
        AccountHead head = account.known().head();
        long fullest = positions.stream().mapToLong(Position::used).max().orElse(0);
        long used = Math.ceilDiv(fullest * head.layout().carriers(), 2);
        return new Room(head.neededSpace(), used);
    }
}
