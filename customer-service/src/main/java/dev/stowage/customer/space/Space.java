package dev.stowage.customer.space;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.space.Standing.Room;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.customer.AccountView;
import dev.stowage.protocol.customer.LayoutView;
import dev.stowage.protocol.customer.SpaceView;
import dev.stowage.protocol.customer.SupplierList;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.transfer.Transfer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Tells an account's owner what he has.
public final class Space {

    private final Quotas quotas;
    private final Transfer transfer;

    public Space(Quotas quotas, Transfer transfer) {
        this.quotas = quotas;
        this.transfer = transfer;
    }

    public AccountView account(OpenAccount account) {
        AccountState state = account.resolve();
        AccountHead head = state.head();
        Standing standing = quotas.standing(account);
        return new AccountView(
                account.number(),
                head.version(),
                state.catalogue().files(),
                state.catalogue().bytes(),
                state.catalogue().keptVersions(),
                head.neededSpace(),
                head.blockSizes().desired(),
                head.blockSizes().maximum(),
                head.compression(),
                LayoutView.of(head.layout()),
                head.furtherLayouts().stream().map(LayoutView::of).toList(),
                standing.mayVanish(),
                standing.zonesMayVanish(),
                account.goneAt());
    }

    /// The suppliers of the account's layout, and those of its further ones below.
    public SupplierList suppliers(OpenAccount account) {
        Layout layout = account.resolve().head().layout();
        Standing standing = quotas.standing(account);
        List<SupplierList.Position> positions =
                IntStream.range(0, Math.min(layout.carriers(), SupplierList.MOST_POSITIONS))
                        .mapToObj(position -> position(layout, position, standing))
                        .flatMap(Optional::stream)
                        .toList();
        return new SupplierList(
                positions,
                suppliers(standing),
                standing.carriersOf(layout).size(),
                standing.mayVanish(),
                standing.zonesMayVanish());
    }

    private static Optional<SupplierList.Position> position(
            Layout layout, int position, Standing standing) {
        CarrierId id = layout.carrier(position, BlockNumber.FIRST);
        return Optional.ofNullable(standing.serving().get(id))
                .map(
                        carrier ->
                                position(
                                        position,
                                        carrier,
                                        standing.head().holders().holders().get(id),
                                        standing.contract(carrier.supplier())));
    }

    private static SupplierList.Position position(
            int position,
            ServedCarrier carrier,
            @Nullable CarrierId holder,
            Optional<ContractView> contract) {
        return new SupplierList.Position(
                position,
                carrier.carrier(),
                holder,
                carrier.generation(),
                carrier.supplier(),
                carrier.url(),
                carrier.zone(),
                carrier.alive() && contract.isPresent(),
                carrier.lastSeen(),
                contract.map(ContractView::quota).orElse(null),
                contract.map(ContractView::used).orElse(null),
                contract.map(ContractView::free).orElse(null),
                contract.map(ContractView::endsAt).orElse(null));
    }

    private static List<SupplierList.Supplier> suppliers(Standing standing) {
        Map<SupplierId, List<ServedCarrier>> bySupplier =
                standing.serving().values().stream()
                        .collect(Collectors.groupingBy(ServedCarrier::supplier));
        return bySupplier.values().stream()
                .map(served -> supplier(served, standing))
                .sorted(Comparator.comparing(each -> each.supplier().toString()))
                .toList();
    }

    private static SupplierList.Supplier supplier(List<ServedCarrier> served, Standing standing) {
        ServedCarrier any = served.getFirst();
        Optional<ContractView> contract = standing.contract(any.supplier());
        return new SupplierList.Supplier(
                any.supplier(),
                any.url(),
                any.zone(),
                any.alive() && contract.isPresent(),
                any.lastSeen(),
                served.size(),
                contract.map(ContractView::quota).orElse(null),
                contract.map(ContractView::used).orElse(null),
                contract.map(ContractView::free).orElse(null),
                contract.map(ContractView::endsAt).orElse(null));
    }

    public SpaceView space(OpenAccount account) {
        AccountState state = account.resolve();
        Layout layout = state.head().layout();
        Standing standing = quotas.standing(account);
        Room room = standing.room(layout);
        return new SpaceView(
                room.needed(),
                room.used(),
                room.free(),
                state.catalogue().bytes(),
                layout.supplierQuota(room.needed()),
                standing.onSuppliers(),
                pending(account.number()));
    }

    private long pending(AccountNumber account) {
        return transfer.spread().lateBytes(account) + transfer.spool().pendingBytes(account);
    }
}
