package dev.stowage.protocol.supplier;

import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/// How a supplier leaves, for good or for a while.
///
/// `authorization` is `Bearer` and the operator's token of the supplier.
@HttpExchange("/supplier/v1")
public interface AbsenceApi {

    /// Whether it leaves, and how far that is.
    @GetExchange("/exit")
    ExitView exit(@RequestHeader("Authorization") String authorization);

    /// Gives all customers notice at once, or another one, and takes no more; all else goes on
    /// until the end.
    @PutExchange("/exit")
    ExitView leave(
            @RequestHeader("Authorization") String authorization, @RequestBody Notice notice);

    /// Takes that back: contracts that are not over yet go on.
    @DeleteExchange("/exit")
    ExitView stay(@RequestHeader("Authorization") String authorization);

    /// Whether it answers nobody.
    @GetExchange("/maintenance")
    MaintenanceView maintenance(@RequestHeader("Authorization") String authorization);

    /// Answers nobody but the operator for a while; what is being served is finished.
    @PutExchange("/maintenance")
    MaintenanceView maintain(
            @RequestHeader("Authorization") String authorization,
            @RequestBody MaintenanceWish wish);

    /// Answers again.
    @DeleteExchange("/maintenance")
    MaintenanceView endMaintenance(@RequestHeader("Authorization") String authorization);
}
