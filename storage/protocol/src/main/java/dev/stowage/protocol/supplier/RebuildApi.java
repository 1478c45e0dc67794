package dev.stowage.protocol.supplier;

import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.token.RebuildOrder;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// What a supplier does for another one that makes lost records again.
///
/// `authorization` is `Bearer` and a service token of a supplier, `order` a [RebuildOrder] of
/// placement for just that supplier. Neither is worth anything without the other.
@HttpExchange("/supplier/v1/rebuilds")
public interface RebuildApi {

    /// Fetches records of the order's blocks, in the order asked for, of whatever position.
    @PostExchange(url = "/records/fetch", accept = RecordBatch.MEDIA_TYPE)
    FetchAnswer fetch(
            @RequestHeader("Authorization") String authorization,
            @RequestHeader(RebuildOrder.HEADER) String order,
            @RequestBody FetchRequest request);

    /// The newest live set of the order's account and group that is kept here.
    @GetExchange(url = "/live-set", accept = LiveSetKept.MEDIA_TYPE)
    SignedLiveSet liveSet(
            @RequestHeader("Authorization") String authorization,
            @RequestHeader(RebuildOrder.HEADER) String order);

    /// Keeps a live set of the order's account and group durably if it is of a newer head than the
    /// one at hand. It proves itself.
    @PutExchange(url = "/live-set", contentType = LiveSetKept.MEDIA_TYPE)
    LiveSetKept keepLiveSet(
            @RequestHeader("Authorization") String authorization,
            @RequestHeader(RebuildOrder.HEADER) String order,
            @RequestBody SignedLiveSet liveSet);

    /// Blocks of the order of which records of some carriers live here, whether this supplier
    /// serves the carriers or did so before.
    @PostExchange(url = "/inventory")
    InventoryAnswer inventory(
            @RequestHeader("Authorization") String authorization,
            @RequestHeader(RebuildOrder.HEADER) String order,
            @RequestBody InventoryRequest request);

    /// Stores records of the order's carriers durably, or none of them. The owner's signature
    /// proves each, as ever.
    @PostExchange(url = "/records", contentType = RecordBatch.MEDIA_TYPE)
    StoreAnswer store(
            @RequestHeader("Authorization") String authorization,
            @RequestHeader(RebuildOrder.HEADER) String order,
            @RequestBody RecordBatch batch);
}
