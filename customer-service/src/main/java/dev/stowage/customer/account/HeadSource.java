package dev.stowage.customer.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.transfer.head.Heads;
import dev.stowage.transfer.token.ServiceTokens;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where current heads come from: placement, or the account's suppliers while placement is away, or
/// behind. Whoever offers what cannot be, raises an alarm.
public final class HeadSource {

    private final PlacementApi placement;
    private final VerifyingKey placementKey;
    private final ServiceTokens tokens;
    private final Heads heads;
    private final HeadAlarm alarm;

    public HeadSource(
            PlacementApi placement,
            VerifyingKey placementKey,
            ServiceTokens tokens,
            Heads heads,
            HeadAlarm alarm) {
        this.placement = placement;
        this.placementKey = placementKey;
        this.tokens = tokens;
        this.heads = heads;
        this.alarm = alarm;
    }

    /// The current head of an account of which nothing is known: placement's, or a higher one that
    /// the account's suppliers keep. If too few of these answer, placement is believed.
    ///
    /// @throws Fault `unknown-account`, `placement-away`, `head-refused`
    public CountersignedHead current(AccountNumber account) {
        HeadAnswer answer = placement.head(bearer(), account, null);
        if (answer.countersigned() == null) {
            throw new Fault(
                    FaultCode.UNKNOWN_ACCOUNT, "account %s has no head yet".formatted(account));
        }
        CountersignedHead head = read(account, answer.countersigned());
        CountersignedHead proven = requireProven(head, account, head.head().signingKey());
        return higherAmongSuppliers(proven)
                .map(
                        higher -> {
                            alarm.older("placement", account, version(proven), version(higher));
                            return higher;
                        })
                .orElse(proven);
    }

    /// A head of a later key is higher than any of a former one.
    private Optional<CountersignedHead> higherAmongSuppliers(CountersignedHead offered) {
        try {
            return heads.find(
                            offered.head().account(),
                            offered.head().layout(),
                            offered.head().holders())
                    .filter(found -> found.head().isAfter(offered.head()))
                    .filter(found -> found.head().leadsFrom(offered.head().owner()));
        } catch (Fault tooFew) {
            alarm.unconfirmed(offered.head().account(), version(offered), tooFew);
            return Optional.empty();
        }
    }

    /// The current head if it is newer than the known one.
    ///
    /// @param closing is told the account's newest closing; null if it never was closed
    /// @throws Fault `placement-away`, `head-refused`, `keys-rotated` if the known one's key was
    ///   replaced
    public Optional<CountersignedHead> newerThan(
            CountersignedHead known, Consumer<@Nullable SignedClosing> closing) {
        AccountNumber account = known.head().account();
        HeadAnswer answer = placement.head(bearer(), account, version(known));
        if (answer.version() < version(known)) {
            alarm.older("placement", account, answer.version(), version(known));
            return Optional.empty();
        }
        closing.accept(closing(answer.closing(), known.head().owner()));
        return Optional.ofNullable(answer.countersigned())
                .map(bytes -> read(account, bytes))
                .map(head -> requireSameOwner(head, known))
                .filter(head -> version(head) > version(known));
    }

    /// What is offered as a closing, if the owner signed it.
    private static @Nullable SignedClosing closing(@Nullable ByteString offered, OwnerKey owner) {
        if (offered == null) {
            return null;
        }
        try {
            SignedClosing read = SignedClosing.ofBytes(offered);
            return read.signedBy(owner) ? read : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /// The highest head that the suppliers keep, if it is newer than the known one: no acknowledged
    /// commit is missed.
    ///
    /// @throws Fault `too-few-suppliers`, `keys-rotated`
    public Optional<CountersignedHead> newerAmongSuppliers(CountersignedHead known) {
        AccountNumber account = known.head().account();
        return heads.find(account, known.head().layout(), known.head().holders())
                .map(head -> requireSameOwner(head, known))
                .filter(head -> version(head) > version(known));
    }

    private static long version(CountersignedHead head) {
        return head.head().version();
    }

    private String bearer() {
        return "Bearer " + tokens.tokenFor(AccountToken.PLACEMENT);
    }

    private CountersignedHead read(AccountNumber account, ByteString bytes) {
        try {
            return CountersignedHead.ofBytes(bytes.toArray());
        } catch (IllegalArgumentException malformed) {
            throw alarm.refused(account, "it cannot be read: " + malformed.getMessage());
        }
    }

    private CountersignedHead requireSameOwner(CountersignedHead head, CountersignedHead known) {
        AccountNumber account = known.head().account();
        OwnerKey owner = known.head().owner();
        if (!head.head().owner().isAfter(owner)) {
            return requireProven(head, account, owner.key());
        }
        CountersignedHead later = requireProven(head, account, head.head().signingKey());
        if (!later.head().leadsFrom(owner)) {
            throw alarm.refused(
                    account,
                    "version %d is of a key that its former key did not name"
                            .formatted(version(later)));
        }
        throw rotated(account);
    }

    /// The master key at hand is a former one.
    static Fault rotated(AccountNumber account) {
        return new Fault(
                FaultCode.KEYS_ROTATED,
                "the keys of account %s were rotated: open a new session".formatted(account));
    }

    private CountersignedHead requireProven(
            CountersignedHead head, AccountNumber account, VerifyingKey owner) {
        if (!head.head().account().equals(account)) {
            throw alarm.refused(account, "it is a head of account " + head.head().account());
        }
        if (!head.provenBy(owner, placementKey)) {
            throw alarm.refused(
                    account,
                    "version %d is not signed by the account and countersigned by placement"
                            .formatted(version(head)));
        }
        return head;
    }
}
