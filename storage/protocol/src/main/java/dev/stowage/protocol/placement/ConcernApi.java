package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/// What placement decided and does, as far as it concerns one account. `authorization` is `Bearer`
/// and an account token of scope `fetch`.
///
/// Nothing here is in the words of an operator or of a supplier, and nothing tells of other
/// accounts, nor of suppliers that never had a carrier of this one.
@HttpExchange("/placement/v1/accounts/{account}")
public interface ConcernApi {

    /// Events that concern the account, in the order in which they happened; the oldest ones leave,
    /// and the youngest come some seconds late.
    ///
    /// @param after up to where the page before looked; absent for the oldest that is kept. What is
    ///   beyond the newest event means the newest
    /// @param limit 1 … 1,000, else 100
    @GetExchange("/events")
    AccountEventPage events(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Integer limit);

    /// Its rebuilds, in the order of their making; those that ended leave after a week.
    ///
    /// @param after where the page before ended; absent for the first page
    /// @param limit 1 … 1,000, else 100
    @GetExchange("/rebuilds")
    AccountRebuildPage rebuilds(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Integer limit);
}
