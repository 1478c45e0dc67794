package dev.stowage.supplier.live;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.supplier.InventoryAnswer;
import dev.stowage.protocol.supplier.InventoryAnswer.Held;
import dev.stowage.protocol.supplier.InventoryRequest;
import dev.stowage.protocol.supplier.InventoryView;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.supplier.contract.Access;
import dev.stowage.supplier.contract.Contract;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.scrub.DecayedRecords;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.volume.Volume;
import dev.stowage.supplier.volume.Volumes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells accounts which of their blocks have a record here, and which should have one and have
/// none.
public final class Inventories {

    private final Access access;
    private final Membership membership;
    private final Volumes volumes;
    private final DecayedRecords decayed;
    private volatile long missing;

    /// Where records are missing.
    public record Place(AccountNumber account, CarrierGroup group, CarrierId carrier) {}

    /// Blocks of which a record is missing.
    public record MissingOn(Place place, BlockSet blocks) {}

    /// @param decayed what does not count as held
    public Inventories(
            Access access, Membership membership, Volumes volumes, DecayedRecords decayed) {
        this.access = access;
        this.membership = membership;
        this.volumes = volumes;
        this.decayed = decayed;
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
        if (position != null && carrier == null) {
            return new InventoryView(
                    group, living(account, group, id -> id.position() == position));
        }
        if (position == null && carrier != null) {
            Predicate<RecordId> onCarrier =
                    id ->
                            group.carrier(id.address().block().bits() + id.position())
                                    .equals(carrier);
            return new InventoryView(group, living(account, group, onCarrier));
        }
        throw new Fault(
                FaultCode.INVALID_REQUEST,
                "an inventory is of a position of combinations or of a carrier of the whole group");
    }

    /// Blocks of an order of which records of some carriers live here: all that is here is gone
    /// through once, however many carriers there are. Those whose volume is not open are left out.
    ///
    /// @throws Fault `forbidden` for another group than the order's, and those of tokens and orders
    public InventoryAnswer inventoryFor(String authorization, String order, InventoryRequest wish) {
        RebuildOrder permitted = access.requireRebuild(authorization, order);
        CarrierGroup group = permitted.group();
        Layout layout = wish.layout();
        if (!layout.group().equals(group)) {
            throw new Fault(
                    FaultCode.FORBIDDEN,
                    "order %s is about group %s, not about %s"
                            .formatted(permitted.id(), group, layout.group()));
        }
        Map<CarrierId, BlockSet.Builder> byCarrier = new HashMap<>();
        wish.carriers().stream()
                .filter(volumes::isOpen)
                .forEach(carrier -> byCarrier.put(carrier, new BlockSet.Builder()));
        for (Volume volume : volumes.all()) {
            new Stock(volume.store(), permitted.account(), group)
                    .eachLiving(
                            id -> {
                                if (permitted.covers(id.address()) && !decayed.isUnmended(id)) {
                                    add(id, layout, byCarrier);
                                }
                            });
        }
        return new InventoryAnswer(group, together(byCarrier));
    }

    private static void add(
            RecordId id, Layout layout, Map<CarrierId, BlockSet.Builder> byCarrier) {
        BlockNumber block = id.address().block();
        BlockSet.Builder blocks =
                id.position() < layout.carriers()
                        ? byCarrier.get(layout.carrier(id.position(), block))
                        : null;
        if (blocks != null) {
            blocks.add(block);
        }
    }

    private static List<Held> together(Map<CarrierId, BlockSet.Builder> byCarrier) {
        Map<BlockSet, List<CarrierId>> carriers = new HashMap<>();
        byCarrier.forEach(
                (carrier, blocks) ->
                        carriers.computeIfAbsent(blocks.build(), _ -> new ArrayList<>())
                                .add(carrier));
        return carriers.entrySet().stream()
                .map(each -> new Held(CarrierSet.of(each.getValue()), each.getKey()))
                .toList();
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
        return new InventoryView(
                group, missing(LiveSets.newest(volumes, account, group).set(), carrier));
    }

    /// Blocks of which any volume has a record that is wanted, and that has not decayed.
    private BlockSet living(AccountNumber account, CarrierGroup group, Predicate<RecordId> chosen) {
        Predicate<RecordId> wanted = id -> chosen.test(id) && !decayed.isUnmended(id);
        return volumes.all().stream()
                .map(volume -> new Stock(volume.store(), account, group).living(wanted))
                .reduce(BlockSet.EMPTY, BlockSet::or);
    }

    /// Records that live sets call alive and of which there is none here, as they were counted
    /// last.
    public long missing() {
        return missing;
    }

    /// Counts them anew.
    public void count() {
        missing = missingAnywhere().stream().mapToLong(each -> each.blocks().size()).sum();
    }

    /// Which they are, on every carrier that is served here.
    public List<MissingOn> missingAnywhere() {
        List<MissingOn> found = new ArrayList<>();
        for (Volume volume : volumes.all()) {
            KeptLiveSets liveSets = new KeptLiveSets(volume.facts());
            for (AccountNumber account : liveSets.accounts()) {
                List<CarrierId> carriers =
                        volume.contracts().find(account).stream().flatMap(this::held).toList();
                for (SignedLiveSet each : liveSets.of(account)) {
                    addMissing(each.set(), carriers, found);
                }
            }
        }
        return found;
    }

    private Stream<CarrierId> held(Contract contract) {
        return contract.carriers().stream()
                .filter(carrier -> membership.isServed(contract.holderOf(carrier)));
    }

    private void addMissing(LiveSet set, List<CarrierId> carriers, List<MissingOn> found) {
        for (CarrierId carrier : carriers) {
            BlockSet blocks =
                    set.group().contains(carrier) ? missing(set, carrier) : BlockSet.EMPTY;
            if (!blocks.isEmpty()) {
                found.add(new MissingOn(new Place(set.account(), set.group(), carrier), blocks));
            }
        }
    }

    private BlockSet missing(LiveSet set, CarrierId carrier) {
        BlockSet missing = BlockSet.EMPTY;
        for (OfLayout each : set.alive()) {
            Layout layout = each.layout();
            if (layout.covers(carrier)) {
                BlockSet held = living(set.account(), set.group(), id -> isOn(carrier, layout, id));
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
