package dev.stowage.protocol.customer;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/// What befalls the caller's account: the gateway offers it, as a stream of events, too; the
/// customer-service asks placement for it. `authorization` is as for [StowageApi].
@HttpExchange("/v1")
public interface WatchApi {

    String EVENTS = "/v1/events";

    /// As `after`: nothing but what happens from now on.
    long NEWEST = Long.MAX_VALUE;

    /// Events that concern the account, in the order in which they happened.
    ///
    /// @param after `next` of the page before; absent for the oldest that is kept
    /// @param limit 1 … 1,000, else 100
    @GetExchange("/events")
    OwnEventPage events(
            @RequestHeader("Authorization") String authorization,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Integer limit);

    /// The account's rebuilds, in the order of their making.
    ///
    /// @param after `next` of the page before; absent for the first page
    /// @param limit 1 … 1,000, else 100
    @GetExchange("/rebuilds")
    OwnRebuildPage rebuilds(
            @RequestHeader("Authorization") String authorization,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Integer limit);
}
