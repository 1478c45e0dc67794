package dev.stowage.customer.town;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.LayoutWish;
import dev.stowage.protocol.placement.OverrideCandidates;
import dev.stowage.protocol.placement.OverrideCandidates.Candidate;
import dev.stowage.protocol.placement.OverrideRequest;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.IntStream;

/// Who may hold what belongs to an account: a layout that is served, and for single carriers the
/// suppliers of the reserve.
///
/// @param carriers that are served
record TownHolders(NavigableMap<CarrierId, ServedCarrier> carriers) {

    /// Carriers of the group whose suppliers have nothing of the account; of who is named, any.
    List<ServedCarrier> free(AccountHead head, OverrideRequest request) {
        Layout layout = head.layout();
        Set<SupplierId> taken = new HashSet<>(request.refused());
        for (int position = 0; position < layout.carriers(); position++) {
            CarrierId carrier = layout.carrier(position, BlockNumber.FIRST);
            taken.add(carriers.get(head.holders().holderOf(carrier)).supplier());
        }
        return IntStream.range(0, layout.group().carriers())
                .mapToObj(index -> carriers.get(layout.group().carrier(index)))
                .filter(each -> !taken.contains(each.supplier()))
                .filter(
                        each ->
                                request.with() == null
                                        ? !layout.covers(each.carrier())
                                        : each.supplier().equals(request.with()))
                .toList();
    }

    OverrideCandidates candidates(AccountHead head, CarrierId carrier) {
        return new OverrideCandidates(
                carrier,
                free(head, new OverrideRequest(carrier, null, Set.of())).stream()
                        .map(
                                each ->
                                        new Candidate(
                                                each.carrier(),
                                                each.supplier(),
                                                each.url(),
                                                each.zone(),
                                                true,
                                                true,
                                                1 << 30))
                        .toList());
    }

    /// Who holds for those of these carriers that others serve: any carrier of this supplier.
    Overrides instead(ServedCarrier any, List<ServedCarrier> served) {
        Map<CarrierId, CarrierId> holders = new HashMap<>();
        for (ServedCarrier each : served) {
            if (!carriers.get(each.carrier()).supplier().equals(any.supplier())) {
                carriers.values().stream()
                        .filter(other -> other.supplier().equals(any.supplier()))
                        .findFirst()
                        .ifPresent(other -> holders.put(each.carrier(), other.carrier()));
            }
        }
        return new Overrides(holders);
    }

    /// What the layouts ask for on carriers.
    static long quota(List<Layout> layouts, List<ServedCarrier> served, long neededSpace) {
        return served.stream().mapToLong(each -> quota(layouts, each.carrier(), neededSpace)).sum();
    }

    private static long quota(List<Layout> layouts, CarrierId carrier, long neededSpace) {
        return layouts.stream()
                .filter(layout -> layout.covers(carrier))
                .mapToLong(layout -> layout.supplierQuota(neededSpace))
                .max()
                .orElse(0);
    }

    /// The first offset of the first group that spares those who refused.
    Layout layout(LayoutWish wish, Set<SupplierId> shunned) {
        CarrierGroup group = new CarrierGroup(new CarrierId(0), wish.level());
        for (int offset = 0; offset < group.carriers(); offset++) {
            Layout candidate = wish.in(group, offset);
            if (isServedByOthers(candidate, shunned)) {
                return candidate;
            }
        }
        throw new Fault(FaultCode.TOO_FEW_SUPPLIERS, "nobody is left to choose");
    }

    boolean isServedByOthers(Layout layout, Set<SupplierId> shunned) {
        for (int position = 0; position < layout.carriers(); position++) {
            ServedCarrier carrier = carriers.get(layout.carrier(position, BlockNumber.FIRST));
            if (carrier == null || shunned.contains(carrier.supplier())) {
                return false;
            }
        }
        return true;
    }
}
