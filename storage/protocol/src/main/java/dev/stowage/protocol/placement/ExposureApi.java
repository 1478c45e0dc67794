package dev.stowage.protocol.placement;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/// What placement tells its operator of what a loss would cost. `authorization` is `Bearer` and his
/// token.
@HttpExchange("/placement/v1/exposure")
public interface ExposureApi {

    /// What is exposed to the loss of each supplier, of all suppliers of one owner, or of one zone.
    /// Suppliers without an owner, or a zone, are left out there.
    ///
    /// @param by `supplier`, `owner` or `zone`
    /// @param after the last one of the page before; absent for the first page
    /// @param limit 1 … 1,000, else 100
    @GetExchange
    ExposurePage exposure(
            @RequestHeader("Authorization") String authorization,
            @RequestParam String by,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit);
}
