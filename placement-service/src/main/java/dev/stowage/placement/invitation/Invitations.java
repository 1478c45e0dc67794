package dev.stowage.placement.invitation;

import dev.stowage.placement.access.SecretCode;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Invitation;
import dev.stowage.protocol.placement.InvitationRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/// Codes by which accounts are registered.
public final class Invitations {

    private final InvitationRepository invitations;
    private final TransactionOperations writing;
    private final SecureRandom random;
    private final Clock clock;

    Invitations(
            InvitationRepository invitations,
            TransactionOperations writing,
            SecureRandom random,
            Clock clock) {
        this.invitations = invitations;
        this.writing = writing;
        this.random = random;
        this.clock = clock;
    }

    /// Makes an invitation; only its hash is kept.
    public Invitation make(InvitationRequest request) {
        SecretCode code = SecretCode.random(random);
        Instant now = clock.instant();
        Instant expiresAt = now.plusSeconds(request.validSeconds());
        writing.executeWithoutResult(
                _ -> {
                    invitations.deleteExpired(now);
                    invitations.save(
                            new InvitationRow(
                                    code.hash(), request.mostSpace(), request.uses(), expiresAt));
                });
        return new Invitation(code.text(), request.uses(), request.mostSpace(), expiresAt);
    }

    /// Looks whether an invitation is good for an account, and uses nothing of it.
    ///
    /// @throws Fault `invitation-refused`
    public void require(@Nullable String code, long neededSpace) {
        if (code == null || code.length() > SecretCode.MAX_CHARACTERS) {
            throw refused("this house takes new accounts by invitation only");
        }
        InvitationRow invitation =
                invitations
                        .findById(new SecretCode(code).hash())
                        .filter(row -> row.isGood(clock.instant()))
                        .orElseThrow(Invitations::usedUp);
        if (neededSpace > invitation.mostSpace()) {
            throw refused(
                            "the invitation is for accounts that need %d bytes at most, asked for are %d"
                                    .formatted(invitation.mostSpace(), neededSpace))
                    .with("mostSpace", invitation.mostSpace())
                    .with("neededSpace", neededSpace);
        }
    }

    /// Uses an invitation once; to be called in a transaction.
    ///
    /// @return by which it can be given back
    /// @throws Fault `invitation-refused`
    public String use(String code) {
        String hash = new SecretCode(code).hash();
        if (invitations.use(hash, clock.instant()) != 1) {
            throw usedUp();
        }
        return hash;
    }

    /// The account came to nothing; to be called in a transaction.
    public void giveBack(String hash) {
        invitations.giveBack(hash);
    }

    private static Fault usedUp() {
        return refused("the invitation is unknown, used up or expired");
    }

    private static Fault refused(String detail) {
        return new Fault(FaultCode.INVITATION_REFUSED, detail);
    }
}
