package dev.stowage.placement.api;

import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.access.Callers;
import dev.stowage.placement.operator.AuditLog;
import dev.stowage.placement.replacement.Balancing;
import dev.stowage.placement.replacement.Replacements;
import dev.stowage.protocol.placement.Balance;
import dev.stowage.protocol.placement.BalanceRequest;
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
    private final Balancing balancing;

    ReplacementsController(
            Callers callers, AuditLog audit, Replacements replacements, Balancing balancing) {
        this.callers = callers;
        this.audit = audit;
        this.replacements = replacements;
        this.balancing = balancing;
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
    public Balance balance(String authorization, BalanceRequest request) {
        callers.requireOperator(authorization);
        if (!request.isDryRun()) {
            audit.note("balance", request.toString());
        }
        return balancing.balance(request);
    }

    @Override
    public CandidateList candidates(String authorization, CarrierId carrier) {
        callers.requireOperator(authorization);
        return replacements.candidates(carrier);
    }
}
