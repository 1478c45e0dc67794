package dev.stowage.placement.account;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.placement.access.Identity;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.token.ContractOrder;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Signs orders for contracts: one for each volume, over all of its carriers that the account's
/// layouts cover.
final class Orders {

    private final Identity identity;

    Orders(Identity identity) {
        this.identity = identity;
    }

    /// @param covered carriers that the claim is about, each once, by whoever serves them for the
    ///   account
    List<SupplierOrder> sign(
            Account account, Claim claim, Collection<Serving> covered, Instant expiresAt) {
        Map<UUID, List<Serving>> byVolume =
                covered.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Serving::volume, LinkedHashMap::new, Collectors.toList()));
        return byVolume.values().stream()
                .map(served -> sign(account, claim, served, expiresAt))
                .toList();
    }

    private SupplierOrder sign(
            Account account, Claim claim, List<Serving> served, Instant expiresAt) {
        SupplierStatus supplier = served.getFirst().supplier();
        ContractOrder order =
                new ContractOrder(
                        account.number(),
                        account.key(),
                        account.owner(),
                        supplier.id(),
                        served.stream().mapToLong(each -> claim.on(each.carrier())).sum(),
                        served.stream().map(Serving::assigned).toList(),
                        overridden(claim, served),
                        expiresAt);
        return new SupplierOrder(
                supplier.id(),
                served.getFirst().volume(),
                String.valueOf(supplier.url()),
                order.sign(identity.key()));
    }

    private static Overrides overridden(Claim claim, List<Serving> served) {
        Map<CarrierId, CarrierId> holders = new HashMap<>();
        for (Serving each : served) {
            CarrierId holder = claim.overrides().holderOf(each.carrier());
            if (!holder.equals(each.carrier())) {
                holders.put(each.carrier(), holder);
            }
        }
        return new Overrides(holders);
    }
}
