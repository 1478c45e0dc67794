package dev.stowage.placement.access;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.secret.OperatorToken;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.ServiceCertificate;
import dev.stowage.protocol.token.ServiceToken;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/// Who calls, proved by the signature of what he brings.
public final class Callers {

    private static final String BEARER = "Bearer ";

    private final OperatorToken operatorToken;
    private final VerifyingKey placement;
    private final Function<AccountNumber, OwnerKey> owners;
    private final Consumer<UUID> believed;
    private final Clock clock;

    /// @param owners by which key an account signs; throws `unknown-account`
    /// @param believed throws `token-refused` for a service that was revoked
    public Callers(
            OperatorToken operatorToken,
            Identity identity,
            Function<AccountNumber, OwnerKey> owners,
            Consumer<UUID> believed,
            Clock clock) {
        this.operatorToken = operatorToken;
        this.placement = identity.verifyingKey();
        this.owners = owners;
        this.believed = believed;
        this.clock = clock;
    }

    public void requireOperator(String authorization) {
        operatorToken.require(bearer(authorization));
    }

    public ServiceCertificate requireService(String authorization) {
        return believed(
                ServiceToken.verify(
                        bearer(authorization), placement, AccountToken.PLACEMENT, clock));
    }

    public ServiceCertificate requireService(String authorization, ServiceRole role) {
        return believed(
                ServiceToken.verify(
                        bearer(authorization), placement, AccountToken.PLACEMENT, role, clock));
    }

    private ServiceCertificate believed(ServiceCertificate caller) {
        believed.accept(caller.service());
        return caller;
    }

    /// Refuses whoever has no token of this very account for this very purpose.
    public void requireAccount(
            String authorization, AccountNumber account, AccountToken.Scope scope) {
        String token = bearer(authorization);
        AccountNumber claimed = AccountToken.claimedAccount(token);
        if (!claimed.equals(account)) {
            throw new Fault(
                    FaultCode.TOKEN_REFUSED,
                    "the token is of account %s, asked is for account %s"
                            .formatted(claimed, account));
        }
        AccountToken.verify(token, owners.apply(account), AccountToken.PLACEMENT, clock)
                .requireScope(scope);
    }

    private static String bearer(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new Fault(FaultCode.TOKEN_REFUSED, "placement wants \"Authorization: Bearer …\"");
        }
        return authorization.substring(BEARER.length()).strip();
    }
}
