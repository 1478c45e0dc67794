package dev.stowage.protocol.placement;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// What operators see of the services that joined, and how they turn one out. `authorization` is
/// `Bearer` and the operator's token.
@HttpExchange("/placement/v1/services")
public interface ServicesApi {

    /// One page of the services that joined.
    ///
    /// @param after where the page before ended
    /// @param limit 1 … 1,000, else 100
    @GetExchange
    ServicePage services(
            @RequestHeader("Authorization") String authorization,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable Integer limit);

    /// Believes a service no more, for ever: placement at once, suppliers with their next
    /// heartbeat. Again: nothing changes.
    @PostExchange("/{service}/revoke")
    ServiceView revoke(
            @RequestHeader("Authorization") String authorization, @PathVariable UUID service);
}
