package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/// What placement decided by itself or by its operator's word, and why. `authorization` is `Bearer`
/// and the operator's token.
@HttpExchange("/placement/v1/events")
public interface EventsApi {

    /// Events in the order in which they happened; the oldest ones leave.
    ///
    /// @param account of one account only
    /// @param after the last one of the page before; absent for the first page
    /// @param limit 1 … 1,000, else 100
    @GetExchange
    EventPage events(
            @RequestHeader("Authorization") String authorization,
            @RequestParam(required = false) @Nullable AccountNumber account,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Integer limit);
}
