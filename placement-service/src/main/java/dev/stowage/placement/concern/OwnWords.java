package dev.stowage.placement.concern;

import dev.stowage.protocol.placement.AccountEvent;
import dev.stowage.protocol.placement.EventView;
import dev.stowage.protocol.placement.SupplierId;
import org.jspecify.annotations.Nullable;

/// Tells events to accounts without what operators and suppliers wrote, and without suppliers that
/// are perhaps not the account's: whoever makes records again may be anybody.
final class OwnWords {

    private OwnWords() {}

    static AccountEvent tell(EventView event) {
        return new AccountEvent(
                event.number(),
                event.kind(),
                event.at(),
                supplier(event),
                event.carrier(),
                detail(event));
    }

    private static @Nullable SupplierId supplier(EventView event) {
        return switch (event.kind()) {
            case CARRIER_REPLACED, REPLACEMENT_REFUSED, SUPPLIER_AWAY, SUPPLIER_RETURNED ->
                    event.supplier();
            case REBUILD_MADE, REBUILD_DONE, REBUILD_STUCK, FORMER_RELEASED -> null;
        };
    }

    private static String detail(EventView event) {
        return switch (event.kind()) {
            case REBUILD_MADE, REBUILD_DONE -> event.detail();
            case REBUILD_STUCK ->
                    "records could not be made again, several times; it is tried further";
            case CARRIER_REPLACED ->
                    (event.account() == null
                                    ? "another supplier serves carrier %s now; what it lacks is made again"
                                    : "another supplier holds carrier %s for this account alone now; what it lacks is made again")
                            .formatted(event.carrier());
            case REPLACEMENT_REFUSED ->
                    "carrier %s wants another supplier, and there is none yet that may serve it"
                            .formatted(event.carrier());
            case SUPPLIER_AWAY -> "a supplier is gone, for how long is not known";
            case SUPPLIER_RETURNED ->
                    "a supplier is there again; what others serve now stays with them";
            case FORMER_RELEASED -> "";
        };
    }
}
