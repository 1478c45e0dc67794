package dev.stowage.placement.override;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.account.Account;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.SupplierId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What must be true of a volume that holds, for one account, what belongs on one carrier.
final class HolderRules {

    private final Account account;
    private final CarrierId carrier;
    private final Overrides overrides;
    private final long quota;
    private final Map<Layout, List<Serving>> others = new HashMap<>();
    private final Map<SupplierId, CarrierId> taken = new HashMap<>();
    private final Set<String> zones = new HashSet<>();

    /// @param head by which the account's other carriers are held
    /// @throws Fault `invalid-request` if none of its layouts covers the carrier, or if that is not
    ///   of the group of its layout
    HolderRules(Carriers carriers, Account account, AccountHead head, CarrierId carrier) {
        this.account = account;
        this.carrier = carrier;
        this.overrides = head.holders();
        List<Layout> covering = covering(head, carrier);
        if (covering.isEmpty() || !head.layout().group().contains(carrier)) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "carrier %s is not one of group %s on which account %s stores"
                                    .formatted(carrier, head.layout().group(), account.number()))
                    .with("carrier", carrier.toString());
        }
        this.quota =
                covering.stream()
                        .mapToLong(each -> each.supplierQuota(head.neededSpace()))
                        .max()
                        .orElse(0);
        covering.forEach(layout -> look(carriers, layout));
    }

    private static List<Layout> covering(AccountHead head, CarrierId carrier) {
        Set<Layout> all = new HashSet<>(head.layouts());
        all.add(head.accountFileLayout());
        return all.stream().filter(each -> each.covers(carrier)).toList();
    }

    private void look(Carriers carriers, Layout layout) {
        CarrierGroup group = layout.group();
        List<Serving> serving = new ArrayList<>();
        for (Serving each : carriers.servings(group.first(), group.carriers(), overrides)) {
            if (layout.covers(each.carrier()) && !each.carrier().equals(carrier)) {
                serving.add(each);
                taken.putIfAbsent(each.supplier().id(), each.carrier());
                String zone = each.supplier().zone();
                if (zone != null) {
                    zones.add(zone);
                }
            }
        }
        others.put(layout, serving);
    }

    /// Bytes that the holder must grant.
    long quota() {
        return quota;
    }

    /// Whether no other supplier of the layouts that cover the carrier is in the zone of this one.
    boolean isNewZone(Serving holder) {
        String zone = holder.supplier().zone();
        return zone == null || !zones.contains(zone);
    }

    /// Why a volume may never hold it; empty if it may.
    Optional<String> objection(Serving holder) {
        SupplierId supplier = holder.supplier().id();
        if (!account.mayLieWith(holder.supplier())) {
            return Optional.of(
                    account.number().equals(holder.supplier().owner())
                            ? "supplier %s belongs to account %s"
                                    .formatted(supplier, account.number())
                            : "supplier %s is not where the account may lie: zones %s, tags %s"
                                    .formatted(
                                            supplier,
                                            account.residency().zones(),
                                            account.residency().tags()));
        }
        CarrierId other = taken.get(supplier);
        if (other != null) {
            return Optional.of(
                    "supplier %s holds carrier %s of the same layout already"
                            .formatted(supplier, other));
        }
        return overrides.holders().entrySet().stream()
                .filter(each -> each.getValue().equals(holder.carrier()))
                .filter(each -> !each.getKey().equals(carrier))
                .map(each -> "carrier %s holds for %s".formatted(each.getValue(), each.getKey()))
                .findFirst();
    }

    /// Why a volume cannot begin to hold it now; empty if it can.
    Optional<String> objectionNow(Serving holder) {
        if (!holder.alive() || !holder.takesNew()) {
            return Optional.of(
                    "supplier %s %s"
                            .formatted(
                                    holder.supplier().id(),
                                    holder.alive() ? "takes nothing new" : "is away"));
        }
        if (holder.grantable() < quota) {
            return Optional.of(
                    "supplier %s can grant %d bytes on volume %s, %d are needed"
                            .formatted(
                                    holder.supplier().id(),
                                    holder.grantable(),
                                    holder.volume(),
                                    quota));
        }
        return objection(holder);
    }

    /// The groups of the layouts that cover the carrier.
    Set<CarrierGroup> groups() {
        return others.keySet().stream().map(Layout::group).collect(Collectors.toSet());
    }

    /// Refuses to have the carrier held by another one while too much else is missing: what it held
    /// is missing until it is rebuilt.
    ///
    /// @param lacking carriers of which something is to be made again
    /// @throws Fault `too-much-missing`
    void requireTolerable(Set<CarrierId> lacking) {
        others.forEach((layout, serving) -> requireTolerable(layout, serving, lacking));
    }

    private void requireTolerable(Layout layout, List<Serving> serving, Set<CarrierId> lacking) {
        long there =
                serving.stream()
                        .filter(Serving::alive)
                        .filter(each -> !lacking.contains(each.carrier()))
                        .count();
        long missing = layout.carriers() - 1 - there;
        if (missing + 1 > layout.tolerance()) {
            throw new Fault(
                            FaultCode.TOO_MUCH_MISSING,
                            "%d other carriers of %d are away or being rebuilt, with carrier %s it would be %d, and the code tolerates %d: wait until they are back or rebuilt"
                                    .formatted(
                                            missing,
                                            layout.carriers(),
                                            carrier,
                                            missing + 1,
                                            layout.tolerance()))
                    .with("missing", missing)
                    .with("tolerated", layout.tolerance())
                    .with("carriers", layout.carriers());
        }
    }
}
