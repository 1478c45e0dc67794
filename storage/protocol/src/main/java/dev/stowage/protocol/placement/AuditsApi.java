package dev.stowage.protocol.placement;

import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// How suppliers audit each other: placement says who whom. `authorization` is `Bearer` and the
/// service token of a supplier.
@HttpExchange("/placement/v1/audits")
public interface AuditsApi {

    /// Takes an audit; one that was taken before and not reported is forgotten.
    @PostExchange
    AuditTask take(@RequestHeader("Authorization") String authorization);

    /// Says what was found, once.
    @PostExchange("/{audit}")
    void report(
            @RequestHeader("Authorization") String authorization,
            @PathVariable UUID audit,
            @RequestBody AuditReport report);
}
