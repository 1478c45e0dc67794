package dev.stowage.supplier.live;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.InventoryView;
import dev.stowage.supplier.contract.Access;
import dev.stowage.supplier.contract.Contract;
import dev.stowage.supplier.store.Facts;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordStore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Tells accounts which of their blocks have a record here, and which should have one and have
/// none.
public final class Inventories {

    private final Access access;
    private final RecordStore store;
    private final KeptLiveSets liveSets;

    public Inventories(Access access, RecordStore store, Facts facts) {
        this.access = access;
        this.store = store;
        this.liveSets = new KeptLiveSets(facts);
    }

    /// Blocks of which a record lives here: at a position of combinations, or on a carrier of the
    /// whole group.
    ///
    /// @throws Fault `invalid-request` unless there is either a position or a carrier
    public InventoryView inventory(
            String authorization,
            AccountNumber account,
            CarrierGroup group,
            @Nullable Integer position,
            @Nullable CarrierId carrier) {
        access.requireAny(authorization, account);
        Stock stock = new Stock(store, account, group);
        if (position != null && carrier == null) {
            return new InventoryView(group, stock.living(id -> id.position() == position));
        }
        if (position == null && carrier != null) {
            Predicate<RecordId> onCarrier =
                    id ->
                            group.carrier(id.address().block().bits() + id.position())
                                    .equals(carrier);
            return new InventoryView(group, stock.living(onCarrier));
        }
        throw new Fault(
                FaultCode.INVALID_REQUEST,
                "an inventory is of a position of combinations or of a carrier of the whole group");
    }

    /// Blocks that the newest live set calls alive, and of which the carrier should hold a record
    /// but holds none: some may still wait in a spool, the others want to be rebuilt.
    ///
    /// @throws Fault `forbidden` if the contract does not cover the carrier, `not-found` if no live
    ///   set is kept
    public InventoryView missing(
            String authorization, AccountNumber account, CarrierGroup group, CarrierId carrier) {
        Contract contract = access.requireAny(authorization, account);
        if (contract.carriers().stream().noneMatch(carrier::equals)) {
            throw new Fault(
                    FaultCode.FORBIDDEN,
                    "the contract with account %s does not cover carrier %s"
                            .formatted(account, carrier));
        }
        return new InventoryView(group, missing(newest(account, group), carrier));
    }

    private LiveSet newest(AccountNumber account, CarrierGroup group) {
        return liveSets.of(account).stream()
                .map(each -> each.set())
                .filter(set -> set.group().equals(group))
                .findFirst()
                .orElseThrow(() -> LiveSets.notKept(account, group));
    }

    private BlockSet missing(LiveSet set, CarrierId carrier) {
        Stock stock = new Stock(store, set.account(), set.group());
        BlockSet missing = BlockSet.EMPTY;
        for (OfLayout each : set.alive()) {
            Layout layout = each.layout();
            if (layout.covers(carrier)) {
                BlockSet held = stock.living(id -> isOn(carrier, layout, id));
                missing = missing.or(each.blocks().without(held));
            }
        }
        return missing;
    }

    private static boolean isOn(CarrierId carrier, Layout layout, RecordId id) {
        return id.position() < layout.carriers()
                && layout.carrier(id.position(), id.address().block()).equals(carrier);
    }
}
