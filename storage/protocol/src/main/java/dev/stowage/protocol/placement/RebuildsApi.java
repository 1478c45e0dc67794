package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// How lost records are made again: placement keeps what is to be done, suppliers take it on lease.
///
/// `authorization` is `Bearer` and a token, as each call says.
@HttpExchange("/placement/v1/rebuilds")
public interface RebuildsApi {

    /// Takes rebuilds that nobody else is at. Service token of a supplier.
    @PostExchange("/leases")
    RebuildLeases lease(
            @RequestHeader("Authorization") String authorization,
            @RequestBody LeaseRequest request);

    /// Says how far a rebuild is, and keeps its lease or ends it. Service token of the supplier
    /// that has the lease.
    @PostExchange("/{rebuild}/progress")
    LeaseExtension progress(
            @RequestHeader("Authorization") String authorization,
            @PathVariable UUID rebuild,
            @RequestBody RebuildProgress progress);

    /// Hears which records a supplier should hold and does not. Service token of that supplier.
    @PostExchange("/missing")
    void missing(
            @RequestHeader("Authorization") String authorization,
            @RequestBody MissingReport report);

    /// Rebuilds that are to be done or were done lately, in the order of their making. Operator's
    /// token.
    ///
    /// @param account of one account only
    /// @param after the last one of the page before; absent for the first page
    /// @param limit 1 … 1,000, else 100
    @GetExchange
    RebuildPage rebuilds(
            @RequestHeader("Authorization") String authorization,
            @RequestParam(required = false) @Nullable AccountNumber account,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Integer limit);

    /// Contracts with all accounts that have a claim on a carrier which the supplier took over from
    /// another one, and their heads, in the order of their accounts. Service token of that
    /// supplier.
    ///
    /// @param carrier that the supplier serves
    /// @param after where the page before ended
    @GetExchange("/contract-orders")
    ContractOrderPage contractOrders(
            @RequestHeader("Authorization") String authorization,
            @RequestParam CarrierId carrier,
            @RequestParam(required = false) @Nullable AccountNumber after);
}
