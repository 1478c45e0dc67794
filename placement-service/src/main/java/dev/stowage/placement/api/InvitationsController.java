package dev.stowage.placement.api;

import dev.stowage.placement.access.Callers;
import dev.stowage.placement.invitation.Invitations;
import dev.stowage.placement.operator.AuditLog;
import dev.stowage.protocol.placement.Invitation;
import dev.stowage.protocol.placement.InvitationRequest;
import dev.stowage.protocol.placement.InvitationsApi;
import org.springframework.web.bind.annotation.RestController;

/// How operators invite.
@RestController
class InvitationsController implements InvitationsApi {

    private final Callers callers;
    private final AuditLog audit;
    private final Invitations invitations;

    InvitationsController(Callers callers, AuditLog audit, Invitations invitations) {
        this.callers = callers;
        this.audit = audit;
        this.invitations = invitations;
    }

    @Override
    public Invitation invite(String authorization, InvitationRequest request) {
        callers.requireOperator(authorization);
        audit.note("invite", request.toString());
        return invitations.make(request);
    }
}
