package dev.stowage.customer.space;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.space.Quotas.Position;
import dev.stowage.customer.space.Quotas.Room;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.customer.AccountView;
import dev.stowage.protocol.customer.LayoutView;
import dev.stowage.protocol.customer.SpaceView;
import dev.stowage.protocol.customer.SupplierList;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.transfer.spool.Spool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells an account's owner what he has.
public final class Space {

    private final Quotas quotas;
    private final Spool spool;

    public Space(Quotas quotas, Spool spool) {
        this.quotas = quotas;
        this.spool = spool;
    }

    public AccountView account(OpenAccount account) {
        AccountState state = account.resolve();
        AccountHead head = state.head();
        return new AccountView(
                account.number(),
                head.version(),
                state.catalogue().files(),
                state.catalogue().bytes(),
                head.neededSpace(),
                head.blockSizes().desired(),
                head.blockSizes().maximum(),
                head.compression(),
                LayoutView.of(head.layout()),
                mayVanish(head.layout(), quotas.positions(account)));
    }

    public SupplierList suppliers(OpenAccount account) {
        account.resolve();
        List<Position> positions = quotas.positions(account);
        long distinct =
                positions.stream()
                        .flatMap(position -> position.carrier().stream())
                        .map(ServedCarrier::supplier)
                        .distinct()
                        .count();
        return new SupplierList(
                positions.stream().flatMap(position -> view(position).stream()).toList(),
                (int) distinct,
                mayVanish(account.layout(), positions));
    }

    private static Optional<SupplierList.Position> view(Position position) {
        return position.carrier()
                .map(
                        carrier ->
                                new SupplierList.Position(
                                        position.position(),
                                        carrier.carrier(),
                                        carrier.generation(),
                                        carrier.supplier(),
                                        carrier.url(),
                                        carrier.zone(),
                                        carrier.alive() && position.contract().isPresent(),
                                        carrier.lastSeen(),
                                        position.contract().map(ContractView::quota).orElse(null),
                                        position.contract().map(ContractView::used).orElse(null)));
    }

    public SpaceView space(OpenAccount account) {
        AccountState state = account.resolve();
        List<Position> positions = quotas.positions(account);
        Room room = quotas.room(account, positions);
        long onSuppliers = positions.stream().mapToLong(Position::used).sum();
        return new SpaceView(
                room.needed(),
                room.used(),
                room.free(),
                state.catalogue().bytes(),
                state.head().layout().supplierQuota(room.needed()),
                onSuppliers,
                spool.pendingBytes(account.number()));
    }

    /// Suppliers that may still vanish, if what answers now holds everything.
    private static int mayVanish(Layout layout, List<Position> positions) {
        Map<SupplierId, Integer> carriers = new HashMap<>();
        for (Position position : positions) {
            if (position.contract().isPresent()) {
                position.carrier()
                        .ifPresent(carrier -> carriers.merge(carrier.supplier(), 1, Integer::sum));
            }
        }
        return Tolerance.suppliersThatMayVanish(layout, carriers.values());
    }
}
