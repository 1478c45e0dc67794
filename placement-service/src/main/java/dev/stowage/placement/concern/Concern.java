package dev.stowage.placement.concern;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.account.Claims.Held;
import dev.stowage.protocol.placement.EventView;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether an event concerns an account.
final class Concern {

    private final AccountNumber account;
    private final Map<Layout, Instant> claims;
    private final List<Held> overridden;
    private final Function<SupplierId, Map<CarrierId, Instant>> held;
    private final Map<SupplierId, Map<CarrierId, Instant>> remembered = new HashMap<>();

    /// @param claims the account's layouts, and since when it has them
    /// @param overridden carriers that it overrode
    /// @param held carriers that a supplier ever served, and until when
    Concern(
            AccountNumber account,
            Map<Layout, Instant> claims,
            List<Held> overridden,
            Function<SupplierId, Map<CarrierId, Instant>> held) {
        this.account = account;
        this.claims = claims;
        this.overridden = List.copyOf(overridden);
        this.held = held;
    }

    boolean has(EventView event) {
        return switch (event.kind()) {
            case REBUILD_MADE, REBUILD_DONE, REBUILD_STUCK -> account.equals(event.account());
            case CARRIER_REPLACED, REPLACEMENT_REFUSED ->
                    account.equals(event.account()) || isOn(event.carrier(), event.at());
            case SUPPLIER_AWAY, SUPPLIER_RETURNED -> isWith(event.supplier(), event.at());
            case FORMER_RELEASED -> false;
        };
    }

    private boolean isOn(@Nullable CarrierId carrier, Instant at) {
        return carrier != null
                && claims.entrySet().stream()
                        .filter(claim -> !at.isBefore(claim.getValue()))
                        .anyMatch(claim -> heldBy(carrier, at).anyMatch(claim.getKey()::covers));
    }

    /// Carriers of which a carrier's volume held then what belongs there.
    private Stream<CarrierId> heldBy(CarrierId carrier, Instant at) {
        List<Held> then = overridden.stream().filter(each -> !at.isBefore(each.since())).toList();
        return Stream.concat(
                then.stream().anyMatch(each -> each.carrier().equals(carrier))
                        ? Stream.empty()
                        : Stream.of(carrier),
                then.stream().filter(each -> each.holder().equals(carrier)).map(Held::carrier));
    }

    /// A former supplier is the account's concern if it had a carrier after the claim began.
    private boolean isWith(@Nullable SupplierId supplier, Instant at) {
        return supplier != null
                && remembered.computeIfAbsent(supplier, held).entrySet().stream()
                        .anyMatch(carrier -> isOn(carrier.getKey(), earlier(at, carrier)));
    }

    private static Instant earlier(Instant at, Map.Entry<CarrierId, Instant> carrier) {
        return at.isBefore(carrier.getValue()) ? at : carrier.getValue();
    }
}
