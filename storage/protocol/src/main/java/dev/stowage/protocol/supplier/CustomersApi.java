package dev.stowage.protocol.supplier;

import dev.stowage.format.address.AccountNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/// What a supplier does for the person who donates the space.
///
/// `authorization` is `Bearer` and the operator's token of the supplier.
@HttpExchange("/supplier/v1/customers")
public interface CustomersApi {

    /// Those who have a contract, in the order of their numbers.
    ///
    /// @param after the last one of the page before; absent for the first page
    /// @param limit 1 … 1000, 100 if absent
    @GetExchange
    CustomerPage customers(
            @RequestHeader("Authorization") String authorization,
            @RequestParam(required = false) @Nullable AccountNumber after,
            @RequestParam(required = false) @Nullable Integer limit);

    /// Gives notice, or another one: until the contract ends all goes on, but for higher quotas;
    /// then records can only be fetched, and after a grace they go to the trash.
    @PutExchange("/{account}/notice")
    CustomerView giveNotice(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestBody Notice notice);

    /// Takes a notice back.
    @DeleteExchange("/{account}/notice")
    CustomerView takeNoticeBack(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account);
}
