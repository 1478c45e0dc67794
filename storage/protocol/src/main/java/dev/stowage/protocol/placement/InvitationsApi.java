package dev.stowage.protocol.placement;

import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// How operators invite people to register. `authorization` is `Bearer` and the operator's token.
@HttpExchange("/placement/v1/invitations")
public interface InvitationsApi {

    /// Makes an invitation.
    @PostExchange
    Invitation invite(
            @RequestHeader("Authorization") String authorization,
            @RequestBody InvitationRequest request);
}
