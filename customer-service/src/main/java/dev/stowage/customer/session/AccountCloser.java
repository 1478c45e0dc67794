package dev.stowage.customer.session;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.space.Quotas;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.closing.Closing;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.key.Unlocker;
import dev.stowage.protocol.customer.AccountClosing;
import dev.stowage.protocol.customer.ClosingRequest;
import dev.stowage.protocol.door.ClientNetwork;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ClosingKept;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.spool.Spool;
import dev.stowage.transfer.supplier.SupplierClients;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes accounts and takes that back: signed here, kept by placement, told to suppliers. Whom
/// this does not reach hears of it by placement; nothing depends on this service any more.
public final class AccountCloser {

    private static final int TRIES = 8;
    private static final Logger LOG = LoggerFactory.getLogger(AccountCloser.class);

    private final PlacementApi placement;
    private final Passwords passwords;
    private final Quotas quotas;
    private final SupplierClients suppliers;
    private final Workers workers;
    private final Spool spool;
    private final Duration usual;
    private final Clock clock;

    /// @param usual grace of who asks for no other
    public AccountCloser(
            PlacementApi placement,
            Passwords passwords,
            Quotas quotas,
            SupplierClients suppliers,
            Workers workers,
            Spool spool,
            Duration usual,
            Clock clock) {
        this.placement = placement;
        this.passwords = passwords;
        this.quotas = quotas;
        this.suppliers = suppliers;
        this.workers = workers;
        this.spool = spool;
        this.usual = usual;
        this.clock = clock;
    }

    /// Closes an account; closed already, it gets this grace from now on.
    ///
    /// @param network where the password comes from
    /// @throws Fault `unauthenticated` if the current password is wrong, `invalid-request` if there
    ///   is no such grace, `placement-away`: it may be closed or not
    public AccountClosing close(
            OpenAccount account, ClosingRequest request, ClientNetwork network) {
        Duration grace = grace(request);
        List<Unlocker> unlockers = account.resolveStrictly().head().unlockers();
        Passwords.Proved _ =
                passwords.prove(account.number(), request.current(), unlockers, network);
        AccountClosing closing =
                say(
                        account,
                        number ->
                                Closing.ending(
                                        account.number(),
                                        rotation(account),
                                        number,
                                        grace,
                                        clock.instant()));
        if (grace.isZero()) {
            spool.forget(account.number());
        }
        return closing;
    }

    private Duration grace(ClosingRequest request) {
        if (request.graceSeconds() == null) {
            return usual;
        }
        long most = Closing.MAX_GRACE.toSeconds();
        if (request.graceSeconds() < 0 || request.graceSeconds() > most) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "graceSeconds must be 0 … %d, got %d"
                                    .formatted(most, request.graceSeconds()))
                    .with("most", most)
                    .with("graceSeconds", request.graceSeconds());
        }
        return Duration.ofSeconds(request.graceSeconds());
    }

    /// Takes it back; nothing happens to an account that is not closed.
    ///
    /// @throws Fault `placement-away`: it may be taken back or not
    public AccountClosing keep(OpenAccount account) {
        AccountHead head = account.resolveStrictly().head();
        if (account.closing().filter(known -> known.closing().ends()).isEmpty()) {
            int all = quotas.suppliers(head).size();
            return new AccountClosing(null, all, all);
        }
        return say(
                account, number -> Closing.takenBack(account.number(), rotation(account), number));
    }

    private static int rotation(OpenAccount account) {
        return account.known().head().owner().rotation();
    }

    /// @param closing of a number
    private AccountClosing say(OpenAccount account, LongFunction<Closing> closing) {
        for (int left = TRIES; ; left--) {
            Collection<ServedCarrier> all =
                    quotas.suppliers(account.resolveStrictly().head()).values();
            SignedClosing signed =
                    SignedClosing.sign(
                            closing.apply(nextNumber(account)), account.keys().signingKey());
            try {
                ClosingKept kept =
                        placement.close(
                                "Bearer " + account.tokens().tokenForPlacement(Scope.COMMIT),
                                account.number(),
                                ClosingMessage.of(signed));
                account.note(signed);
                return new AccountClosing(kept.endsAt(), all.size(), tell(all, signed));
            } catch (Fault fault) {
                if (fault.code() != FaultCode.STALE_CLOSING || left == 0) {
                    throw fault;
                }
            }
        }
    }

    private static long nextNumber(OpenAccount account) {
        return account.closing()
                .map(SignedClosing::closing)
                .filter(known -> known.rotation() == rotation(account))
                .map(known -> known.number() + 1)
                .orElse(1L);
    }

    /// @return how many know it
    private int tell(Collection<ServedCarrier> all, SignedClosing signed) {
        List<CompletableFuture<Boolean>> told =
                all.stream().map(each -> workers.start(() -> tell(each, signed))).toList();
        return (int) told.stream().filter(Workers::join).count();
    }

    private boolean tell(ServedCarrier supplier, SignedClosing signed) {
        try {
            var _ =
                    suppliers
                            .client(supplier)
                            .close(signed.closing().account(), ClosingMessage.of(signed));
            return true;
        } catch (Fault fault) {
            LOG.info(
                    "supplier {} hears of placement what becomes of account {}: {}",
                    supplier.supplier(),
                    signed.closing().account(),
                    fault.getMessage());
            return false;
        }
    }
}
