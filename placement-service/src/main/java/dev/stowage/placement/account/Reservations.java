package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.PlacementProperties.Registration;
import dev.stowage.placement.invitation.Invitations;
import dev.stowage.placement.registry.Roster;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.LayoutWish;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.ReserveRequest;
import dev.stowage.protocol.placement.Residency;
import dev.stowage.protocol.placement.SupplierId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/// How an account begins: a number, a layout, and an order to each supplier of it. What no head
/// follows within an hour lapses; its number is never given again.
public final class Reservations {

    public static final Duration LIFE = Duration.ofHours(1);

    private final AccountRepository accounts;
    private final Claims claims;
    private final GroupChooser chooser;
    private final Roster roster;
    private final Orders orders;
    private final TransactionOperations writing;
    private final Clock clock;
    private final Registration registration;
    private final Invitations invitations;
    private final RateLimit limit;
    private final Counter reserved;
    private final Counter lapsed;

    Reservations(
            AccountRepository accounts,
            Claims claims,
            GroupChooser chooser,
            Roster roster,
            Orders orders,
            TransactionOperations writing,
            Clock clock,
            Registration registration,
            Invitations invitations,
            RateLimit limit,
            MeterRegistry meters) {
        this.accounts = accounts;
        this.claims = claims;
        this.chooser = chooser;
        this.roster = roster;
        this.orders = orders;
        this.writing = writing;
        this.clock = clock;
        this.registration = registration;
        this.invitations = invitations;
        this.limit = limit;
        this.reserved = meters.counter("stowage.reservations");
        this.lapsed = meters.counter("stowage.reservations.lapsed");
    }

    /// @throws Fault `registration-closed`, `invitation-refused`, `too-many-requests`,
    ///   `invalid-request`, `invalid-suppliers`, `invalid-level`, `invalid-layout`,
    ///   `too-few-suppliers`
    public Reservation reserve(ReserveRequest request) {
        if (registration == Registration.CLOSED) {
            throw new Fault(FaultCode.REGISTRATION_CLOSED, "this house takes no new accounts");
        }
        requireSpace(request.neededSpace());
        LayoutWish wish = LayoutWish.of(request.suppliers(), request.level(), request.code());
        limit.take("registrations");
        String invitation = requireInvited(request);
        Residency residency = request.residency();
        Choice choice =
                chooser.choose(
                        wish,
                        request.neededSpace(),
                        Claim.nothing(),
                        supplier -> residency.allows(supplier.zone(), supplier.tags()));
        Instant expiresAt = clock.instant().plus(LIFE);
        Account account =
                writing.execute(_ -> save(request, choice.layout(), invitation, expiresAt));
        reserved.increment();
        return ordered(account, choice, expiresAt);
    }

    private Account save(
            ReserveRequest request, Layout layout, @Nullable String invitation, Instant expiresAt) {
        Account account =
                accounts.saveAndFlush(
                                new AccountRow(
                                        request.key(),
                                        layout,
                                        request.neededSpace(),
                                        request.residency(),
                                        invitation == null ? null : invitations.use(invitation),
                                        expiresAt))
                        .toAccount();
        claims.reserve(account.number(), layout);
        return account;
    }

    /// @return the invitation that is to be used, if one must be
    private @Nullable String requireInvited(ReserveRequest request) {
        if (registration != Registration.INVITATION) {
            return null;
        }
        invitations.require(request.invitation(), request.neededSpace());
        return request.invitation();
    }

    private static void requireSpace(long neededSpace) {
        if (neededSpace < 1 || neededSpace > Long.MAX_VALUE / 2) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "needed space must be 1 … 2^62-1 bytes, got " + neededSpace);
        }
    }

    /// Chooses again, without the suppliers that refused and without those that the account runs
    /// itself.
    ///
    /// @throws Fault `already-exists` once a head has come, `too-few-suppliers`
    public Reservation chooseAgain(AccountNumber number, Set<SupplierId> refused) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(LIFE);
        return writing.execute(
                _ -> {
                    AccountRow row =
                            accounts.findById(number.value())
                                    .filter(each -> !each.toAccount().lapsed(now))
                                    .orElseThrow(() -> Accounts.unknown(number));
                    Account account = row.toAccount();
                    if (account.reservedUntil() == null) {
                        throw new Fault(
                                FaultCode.ALREADY_EXISTS,
                                "account %s has its layout for good".formatted(number));
                    }
                    Choice choice =
                            chooser.choose(
                                    LayoutWish.of(account.layout()),
                                    account.neededSpace(),
                                    Claim.nothing(),
                                    supplier ->
                                            account.mayLieWith(supplier)
                                                    && !refused.contains(supplier.id()));
                    row.choose(choice.layout(), expiresAt);
                    claims.reserve(number, choice.layout());
                    return ordered(row.toAccount(), choice, expiresAt);
                });
    }

    /// Forgets what has lapsed; the invitations that it used can be used again.
    public void lapse() {
        Instant now = clock.instant();
        Integer gone =
                writing.execute(
                        _ -> {
                            accounts.invitationsOfLapsed(now).forEach(invitations::giveBack);
                            return accounts.deleteLapsed(now);
                        });
        lapsed.increment(gone == null ? 0 : gone);
    }

    private Reservation ordered(Account account, Choice choice, Instant expiresAt) {
        long quota = choice.layout().supplierQuota(account.neededSpace());
        choice.positions().forEach(serving -> roster.promise(serving.volume(), quota));
        Claim claim = new Claim(account.neededSpace(), List.of(choice.layout()));
        return new Reservation(
                account.number(),
                choice.layout(),
                orders.sign(account, claim, choice.positions(), expiresAt),
                expiresAt);
    }
}
