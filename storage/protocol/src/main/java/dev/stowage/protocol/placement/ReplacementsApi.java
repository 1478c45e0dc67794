package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// How the operator lets other suppliers serve carriers. `authorization` is `Bearer` and his token.
@HttpExchange("/placement/v1")
public interface ReplacementsApi {

    /// Gives all carriers of a supplier to others. What cannot be given away stays, and the answer
    /// says why.
    @PostExchange("/suppliers/{supplier}/fire")
    ReplacementList fire(
            @RequestHeader("Authorization") String authorization,
            @PathVariable SupplierId supplier,
            @RequestBody ReplacementRequest request);

    /// Gives one carrier to another supplier.
    @PostExchange("/carriers/{carrier}/replace")
    Replacement replace(
            @RequestHeader("Authorization") String authorization,
            @PathVariable CarrierId carrier,
            @RequestBody ReplacementRequest request);

    /// Gives carriers of the fullest volumes to roomier ones, or says which it would give.
    @PostExchange("/balance")
    Balance balance(
            @RequestHeader("Authorization") String authorization,
            @RequestBody BalanceRequest request);

    /// Who could serve a carrier.
    @GetExchange("/carriers/{carrier}/candidates")
    CandidateList candidates(
            @RequestHeader("Authorization") String authorization, @PathVariable CarrierId carrier);
}
