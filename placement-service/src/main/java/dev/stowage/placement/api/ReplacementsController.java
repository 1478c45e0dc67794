package dev.stowage.placement.api;

import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.access.Callers;
import dev.stowage.placement.operator.AuditLog;
import dev.stowage.placement.replacement.Replacements;
import dev.stowage.protocol.placement.CandidateList;
import dev.stowage.protocol.placement.Replacement;
import dev.stowage.protocol.placement.ReplacementList;
import dev.stowage.protocol.placement.ReplacementRequest;
import dev.stowage.protocol.placement.ReplacementsApi;
import dev.stowage.protocol.placement.SupplierId;
import org.springframework.web.bind.annotation.RestController;

/// Lets the operator fire and hire.
@RestController
class ReplacementsController implements ReplacementsApi {

    private final Callers callers;
    private final AuditLog audit;
    private final Replacements replacements;

    ReplacementsController(Callers callers, AuditLog audit, Replacements replacements) {
        this.callers = callers;
        this.audit = audit;
        this.replacements = replacements;
    }

    @Override
    public ReplacementList fire(
            String authorization, SupplierId supplier, ReplacementRequest request) {
        callers.requireOperator(authorization);
        audit.note("fire-supplier", "%s %s".formatted(supplier, request));
        return replacements.fire(supplier, request);
    }

    @Override
    public Replacement replace(
            String authorization, CarrierId carrier, ReplacementRequest request) {
        callers.requireOperator(authorization);
        audit.note("replace-carrier", "%s %s".formatted(carrier, request));
        return replacements.replace(carrier, request);
    }

    @Override
    public CandidateList candidates(String authorization, CarrierId carrier) {
        callers.requireOperator(authorization);
        return replacements.candidates(carrier);
    }
}
