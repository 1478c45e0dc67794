package dev.stowage.placement.api;

import dev.stowage.placement.access.Callers;
import dev.stowage.placement.audit.Audits;
import dev.stowage.protocol.placement.AuditReport;
import dev.stowage.protocol.placement.AuditTask;
import dev.stowage.protocol.placement.AuditsApi;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import java.util.UUID;
import org.springframework.web.bind.annotation.RestController;

/// Lets suppliers audit each other.
@RestController
class AuditsController implements AuditsApi {

    private final Callers callers;
    private final Audits audits;

    AuditsController(Callers callers, Audits audits) {
        this.callers = callers;
        this.audits = audits;
    }

    @Override
    public AuditTask take(String authorization) {
        return audits.take(supplier(authorization));
    }

    @Override
    public void report(String authorization, UUID audit, AuditReport report) {
        audits.report(supplier(authorization), audit, report);
    }

    private SupplierId supplier(String authorization) {
        return new SupplierId(
                callers.requireService(authorization, ServiceRole.SUPPLIER).service());
    }
}
