package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// A rebuild that one supplier has on lease. When the lease ends without a word another one gets it:
/// whatever was rebuilt stays, and is not rebuilt again.
///
/// @param rebuild its id
/// @param order shown to the suppliers that have or get records ([RebuildOrder])
/// @param layouts of the account in the order's group
/// @param former who served the order's carriers before, and may still have their records, by carrier,
///   the last ones first; those that are not heard of are left out
/// @param overrides who holds what belongs on carriers of the group that the account overrode: whoever
///   serves the holder is asked and gets records instead, in the holder's generation
/// @param leaseMillis for how long
///
/// [RebuildOrder]: dev.stowage.protocol.token.RebuildOrder
public record RebuildLease(
        UUID rebuild,
        String order,
        List<Layout> layouts,
        Map<CarrierId, List<FormerHolder>> former,
        Map<CarrierId, CarrierId> overrides,
        long leaseMillis) {

    public RebuildLease {
        layouts = List.copyOf(layouts);
        former =
                former.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, each -> List.copyOf(each.getValue())));
        overrides = Map.copyOf(overrides);
    }

    /// A supplier that may still have what it held.
    public record FormerHolder(SupplierId supplier, String url) {}
}
