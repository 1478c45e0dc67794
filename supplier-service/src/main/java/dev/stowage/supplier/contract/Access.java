package dev.stowage.supplier.contract;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.protocol.token.ServiceCertificate;
import dev.stowage.protocol.token.ServiceToken;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.join.Revocations;
import dev.stowage.supplier.owner.Owners;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who may act in whose name here. A token that was proved once is believed until it expires.
public final class Access {

    private static final String BEARER = "Bearer ";
    private static final int MAX_PROVED = 4096;
    private static final int MAX_KEPT_CHARACTERS = 2048;

    private final Customers customers;
    private final Membership membership;
    private final Revocations revocations;
    private final Owners owners;
    private final Clock clock;
    private final Map<String, Proved> proved =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Proved> eldest) {
                    return size() > MAX_PROVED;
                }
            };

    private record Proved(AccountToken token, OwnerKey owner) {}

    public Access(
            Customers customers,
            Membership membership,
            Revocations revocations,
            Owners owners,
            Clock clock) {
        this.customers = customers;
        this.membership = membership;
        this.revocations = revocations;
        this.owners = owners;
        this.clock = clock;
    }

    /// The contract of the account whose token this is.
    ///
    /// @throws Fault `unauthenticated`, `token-refused`, `token-expired`, `keys-rotated`,
    ///   `rotation-unknown`, `unknown-contract`; for whatever changes something `placement-away`
    public Contract require(String authorization, Scope scope) {
        String text = token(authorization);
        Contract contract = customers.require(AccountToken.claimedAccount(text));
        prove(text, contract).requireScope(scope);
        if (scope != Scope.FETCH) {
            owners.requireHeard();
        }
        return contract;
    }

    /// The contract of an account whose token this is, of whatever scope.
    public Contract requireAny(String authorization, AccountNumber account) {
        String text = token(authorization);
        Contract contract = customers.require(AccountToken.claimedAccount(text));
        prove(text, contract);
        requireSame(contract, account);
        return contract;
    }

    /// As [#require], of this very account.
    public Contract require(String authorization, Scope scope, AccountNumber account) {
        Contract contract = require(authorization, scope);
        requireSame(contract, account);
        return contract;
    }

    private static void requireSame(Contract contract, AccountNumber account) {
        if (!contract.account().equals(account)) {
            throw new Fault(
                    FaultCode.FORBIDDEN,
                    "the token is of account %s, not of %s".formatted(contract.account(), account));
        }
    }

    /// Refuses anybody but a customer-service that has joined and was not revoked.
    ///
    /// @throws Fault `unauthenticated`, `token-refused`, `token-expired`, `placement-away`
    public void requireCustomerService(String authorization) {
        requireService(authorization, ServiceRole.CUSTOMER);
    }

    /// The order of a supplier that makes lost records again, in its own hands, about an account
    /// that has a contract here.
    ///
    /// @throws Fault `unauthenticated`, `token-refused`, `token-expired`, `placement-away`,
    ///   `unknown-contract`: a rebuilder then need not read what could not be stored
    public RebuildOrder requireRebuild(String authorization, String order) {
        ServiceCertificate rebuilder = requireService(authorization, ServiceRole.SUPPLIER);
        RebuildOrder permitted =
                RebuildOrder.verify(
                        order,
                        membership.placementKey(),
                        new SupplierId(rebuilder.service()),
                        clock);
        Contract _ = customers.require(permitted.account());
        return permitted;
    }

    /// Whether that is this supplier itself.
    public boolean isHere(SupplierId supplier) {
        return supplier.equals(membership.supplier());
    }

    private ServiceCertificate requireService(String authorization, ServiceRole role) {
        ServiceCertificate service =
                ServiceToken.verify(
                        token(authorization),
                        membership.placementKey(),
                        membership.supplier().toString(),
                        role,
                        clock);
        revocations.requireBelieved(service.service());
        return service;
    }

    private AccountToken prove(String text, Contract contract) {
        Proved known = known(text);
        if (known != null
                && known.owner.equals(customers.owner(contract))
                && clock.instant().isBefore(known.token.expiresAt())) {
            return known.token;
        }
        OwnerKey owner = ownerFor(AccountToken.claimedRotation(text), contract);
        AccountToken token =
                AccountToken.verify(text, owner, membership.supplier().toString(), clock);
        if (text.length() <= MAX_KEPT_CHARACTERS) {
            synchronized (proved) {
                proved.put(text, new Proved(token, owner));
            }
        }
        return token;
    }

    /// A token of a later key may be faster than a heartbeat.
    private OwnerKey ownerFor(int claimed, Contract contract) {
        if (claimed > customers.owner(contract).rotation()) {
            owners.askAfter(contract.account(), claimed);
        }
        return customers.owner(contract);
    }

    private @Nullable Proved known(String text) {
        synchronized (proved) {
            return proved.get(text);
        }
    }

    /// What stands behind `Bearer`.
    ///
    /// @throws Fault `unauthenticated`
    public static String token(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new Fault(
                    FaultCode.UNAUTHENTICATED, "the Authorization must be Bearer and a token");
        }
        return authorization.substring(BEARER.length()).strip();
    }
}
