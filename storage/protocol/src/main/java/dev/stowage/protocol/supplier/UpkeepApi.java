package dev.stowage.protocol.supplier;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// How a supplier looks after what it stores, for the person who donates the space.
///
/// `authorization` is `Bearer` and the operator's token of the supplier.
@HttpExchange("/supplier/v1")
public interface UpkeepApi {

    /// What becomes of the donated space, in all and on each volume.
    @GetExchange("/space")
    SupplierSpace space(@RequestHeader("Authorization") String authorization);

    /// How far the scrubs of all volumes have come.
    @GetExchange("/scrub")
    ScrubView scrub(@RequestHeader("Authorization") String authorization);

    /// Begins a round on every volume now, as fast as its limits allow; answers how far it has
    /// come.
    @PostExchange("/scrub")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ScrubView hurryScrub(@RequestHeader("Authorization") String authorization);
}
