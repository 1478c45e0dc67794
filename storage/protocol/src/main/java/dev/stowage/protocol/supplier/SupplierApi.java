package dev.stowage.protocol.supplier;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.placement.ClosingKept;
import dev.stowage.protocol.placement.ClosingMessage;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// What a supplier does for those that it need not trust and that need not trust it.
///
/// `authorization` is `Bearer` and a token: an account's ([AccountToken]), checked against the key in
/// its contract, or a service's ([ServiceToken]), checked against placement's key.
///
/// [ServiceToken]: dev.stowage.protocol.token.ServiceToken
/// [AccountToken]: dev.stowage.protocol.token.AccountToken
@HttpExchange("/supplier/v1")
public interface SupplierApi {

    /// Grants what an order of placement asks for, on the volume that it names; the same order
    /// again changes nothing. The order is the authority. Answers what is granted on all volumes.
    @PutExchange("/contracts/{account}")
    ContractView grant(@PathVariable AccountNumber account, @RequestBody ContractRequest request);

    /// The contract as it stands. Account token, any scope.
    @GetExchange("/contracts/{account}")
    ContractView contract(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account);

    /// Gives a contract up that has no head yet. Account token, scope `register`.
    ///
    /// @param volume on which; on all if absent
    @DeleteExchange("/contracts/{account}")
    void release(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestParam(required = false) @Nullable UUID volume);

    /// Stores all records of a batch durably; of those that one volume serves all or none. All
    /// belong to one account. Account token, scope `store`. A record that is stored already is kept
    /// as it is; a different one under the same address and position is refused.
    @PostExchange(url = "/records", contentType = RecordBatch.MEDIA_TYPE)
    StoreAnswer store(
            @RequestHeader("Authorization") String authorization, @RequestBody RecordBatch batch);

    /// Fetches records, in the order asked for. Account token, scope `fetch`.
    @PostExchange(url = "/records/fetch", accept = RecordBatch.MEDIA_TYPE)
    FetchAnswer fetch(
            @RequestHeader("Authorization") String authorization,
            @RequestBody FetchRequest request);

    /// Keeps a countersigned head durably if it is newer than the one at hand. It proves itself.
    @PutExchange(url = "/heads/{account}")
    HeadKept keepHead(@PathVariable AccountNumber account, @RequestBody HeadMessage head);

    /// The newest head that was kept. Service token of a customer-service.
    @GetExchange("/heads/{account}")
    HeadMessage head(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account);

    /// Keeps durably that an account is to be gone, or stays after all, if it is newer than what is
    /// at hand. It proves itself.
    @PutExchange(url = "/accounts/{account}/closing")
    ClosingKept close(@PathVariable AccountNumber account, @RequestBody ClosingMessage closing);

    /// Keeps a live set durably if it is of a newer head than the one at hand of its group. Account
    /// token, scope `collect`.
    @PutExchange(url = "/accounts/{account}/live-set", contentType = LiveSetKept.MEDIA_TYPE)
    LiveSetKept keepLiveSet(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestBody SignedLiveSet liveSet);

    /// The newest live set of a group that was kept. Account token, any scope.
    @GetExchange(url = "/accounts/{account}/live-set", accept = LiveSetKept.MEDIA_TYPE)
    SignedLiveSet liveSet(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestParam CarrierGroup group);

    /// Blocks of which a record lives here. Account token, any scope.
    ///
    /// @param position of combinations; or else:
    /// @param carrier of the whole group
    @GetExchange("/accounts/{account}/inventory")
    InventoryView inventory(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestParam CarrierGroup group,
            @RequestParam(required = false) @Nullable Integer position,
            @RequestParam(required = false) @Nullable CarrierId carrier);

    /// Blocks that the newest live set calls alive and of which the carrier holds no record, though
    /// it should. Account token, any scope.
    @GetExchange("/accounts/{account}/missing")
    InventoryView missing(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestParam CarrierGroup group,
            @RequestParam CarrierId carrier);
}
