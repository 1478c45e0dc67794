package dev.stowage.protocol.placement;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/// What placement tells its operator of suppliers. `authorization` is `Bearer` and his token.
@HttpExchange("/placement/v1/suppliers")
public interface SuppliersApi {

    /// Those that joined, in the order of their ids.
    ///
    /// @param after the last one of the page before; absent for the first page
    /// @param limit 1 … 1,000, else 100
    @GetExchange
    SupplierPage suppliers(
            @RequestHeader("Authorization") String authorization,
            @RequestParam(required = false) @Nullable SupplierId after,
            @RequestParam(required = false) @Nullable Integer limit);
}
