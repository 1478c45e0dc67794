package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.layout.Layout;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whom a supplier is asked to audit, if anybody: any one record that lives on a carrier.
///
/// @param task absent if there is nothing to do now
/// @param pauseMillis before it should ask again
public record AuditTask(@Nullable Task task, long pauseMillis) {

    /// The record to be fetched is that of a random block which the newest live set of the account
    /// and group calls alive.
    ///
    /// @param id by which the result is told
    /// @param order the authority for it, signed by placement ([RebuildOrder]); it names the
    ///   account, the group and the record key
    /// @param layout the only one that the account has in the group
    /// @param carrier of the layout, that the supplier serves
    /// @param supplier to be audited
    /// @param owner by which the live set is proved
    /// @param witnesses others who should have the live set, too
    ///
    /// [RebuildOrder]: dev.stowage.protocol.token.RebuildOrder
    public record Task(
            UUID id,
            String order,
            Layout layout,
            CarrierId carrier,
            Witness supplier,
            OwnerKey owner,
            List<Witness> witnesses) {

        public static final int MAX_WITNESSES = 4;

        public Task {
            witnesses = List.copyOf(witnesses);
        }
    }

    /// A supplier and where it answers.
    public record Witness(SupplierId supplier, String url) {}
}
