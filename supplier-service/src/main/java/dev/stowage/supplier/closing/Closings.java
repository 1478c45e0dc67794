package dev.stowage.supplier.closing;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.closing.Closing;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ClosingKept;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.token.AccountNews;
import dev.stowage.supplier.owner.Owners;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accounts that their owners close: until the end all goes on but new contracts, then nothing of
/// them is left, in no trash either.
///
/// An end is the owner's word, counted by the supplier's own time. It is carried out only after
/// placement was heard once more, for it tells when the owner has taken it back.
public final class Closings {

    /// By so much the clocks of placement, of a customer-service and of this machine may differ.
    private static final Duration DOUBT = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(Closings.class);

    private final List<ClosingLog> volumes;
    private final Owners owners;
    private final Clock clock;
    private volatile long heard;
    private boolean complete;

    /// An account whose end has come, as one volume knows it.
    public record Due(ClosingLog volume, KeptClosing closing) {}

    /// @param volumes the log of each
    public Closings(List<ClosingLog> volumes, Owners owners, Clock clock) {
        this.volumes = List.copyOf(volumes);
        this.owners = owners;
        this.clock = clock;
        this.heard = volumes.stream().mapToLong(ClosingLog::heard).max().orElse(0);
        finishErasures();
        accounts().forEach(this::renew);
    }

    /// A volume that was away when an account went, or a supplier that was killed in between.
    private void finishErasures() {
        Set<AccountNumber> gone = new HashSet<>();
        volumes.forEach(volume -> gone.addAll(volume.erased()));
        for (AccountNumber account : gone) {
            for (ClosingLog volume : volumes) {
                if (volume.holds(account)) {
                    boolean _ = tryOn(volume, log -> log.erase(account));
                }
            }
            owners.forget(account);
        }
    }

    private Set<AccountNumber> accounts() {
        Set<AccountNumber> accounts = new HashSet<>();
        volumes.forEach(volume -> accounts.addAll(volume.accounts()));
        return accounts;
    }

    /// A volume that was away when an account was closed is told.
    private void renew(AccountNumber account) {
        Due found = newest(account).orElseThrow();
        Duration left = found.volume().left(found.closing());
        for (ClosingLog volume : volumes) {
            if (isBehind(volume, found.closing())) {
                boolean _ = tryOn(volume, log -> log.keep(found.closing().signed(), left));
            }
        }
    }

    private static boolean isBehind(ClosingLog volume, KeptClosing newest) {
        return volume.find(newest.closing().account())
                .map(known -> newest.closing().isAfter(known.closing()))
                .orElse(true);
    }

    private static boolean tryOn(ClosingLog volume, Consumer<ClosingLog> change) {
        try {
            change.accept(volume);
            return true;
        } catch (Fault refused) {
            LOG.warn("a volume does not keep which accounts close: {}", refused.getMessage());
            return false;
        }
    }

    private Optional<Due> newest(AccountNumber account) {
        return volumes.stream()
                .flatMap(
                        volume ->
                                volume.find(account).map(found -> new Due(volume, found)).stream())
                .reduce(
                        (one, other) ->
                                other.closing().closing().isAfter(one.closing().closing())
                                        ? other
                                        : one);
    }

    private Optional<OwnerKey> owner(AccountNumber account) {
        return volumes.stream()
                .flatMap(volume -> volume.key(account).stream())
                .findFirst()
                .map(first -> owners.of(account, first));
    }

    /// Refuses whatever an account that is closed, or gone, cannot have any more.
    ///
    /// @throws Fault `account-closing`
    public void requireOpen(AccountNumber account) {
        boolean isGone = volumes.stream().anyMatch(volume -> volume.isErased(account));
        if (isGone || endsAt(account) != null) {
            throw new Fault(
                    FaultCode.ACCOUNT_CLOSING,
                    isGone
                            ? "account %s is gone for good".formatted(account)
                            : "account %s is being closed and gets nothing more"
                                    .formatted(account));
        }
    }

    /// When an account is gone, by the machine's clock; absent if it stays.
    public @Nullable Instant endsAt(AccountNumber account) {
        return newest(account)
                .filter(found -> isOwners(found.closing()))
                .filter(found -> found.closing().closing().ends())
                .map(found -> Instant.ofEpochMilli(clock.millis()).plus(left(account, found)))
                .orElse(null);
    }

    /// It is gone when the last volume says so.
    private Duration left(AccountNumber account, Due newest) {
        return volumes.stream()
                .flatMap(
                        volume ->
                                volume
                                        .find(account)
                                        .filter(
                                                each ->
                                                        each.signed()
                                                                .equals(newest.closing().signed()))
                                        .map(volume::left)
                                        .stream())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /// One of a former key counts for nothing. Who has no contract any more has no other key.
    private boolean isOwners(KeptClosing kept) {
        return owner(kept.closing().account())
                .map(owner -> owner.rotation() == kept.closing().rotation())
                .orElse(true);
    }

    /// Hears of its owner that an account is closed, or stays after all. Durable when this returns;
    /// the same one again changes nothing.
    ///
    /// @throws Fault `malformed`, `invalid-request`, `unknown-contract`, `keys-rotated`,
    ///   `rotation-unknown`, `foreign-signature`, `stale-closing`, `placement-away`
    public ClosingKept hear(AccountNumber account, ClosingMessage message) {
        SignedClosing signed = message.read();
        if (!signed.closing().account().equals(account)) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "the closing is of account %s, not of %s"
                            .formatted(signed.closing().account(), account));
        }
        OwnerKey known =
                owner(account)
                        .orElseThrow(
                                () ->
                                        new Fault(
                                                FaultCode.UNKNOWN_CONTRACT,
                                                "this supplier has no contract with account %s"
                                                        .formatted(account)));
        owners.requireHeard();
        if (signed.closing().rotation() > known.rotation()) {
            owners.askAfter(account, signed.closing().rotation());
        }
        requireSigned(signed, owner(account).orElse(known));
        return keepIfNewer(signed);
    }

    private static void requireSigned(SignedClosing signed, OwnerKey owner) {
        Closing closing = signed.closing();
        if (closing.rotation() != owner.rotation()) {
            throw new Fault(
                            closing.rotation() < owner.rotation()
                                    ? FaultCode.KEYS_ROTATED
                                    : FaultCode.ROTATION_UNKNOWN,
                            "the closing is of key %d of account %s, here its key is number %d"
                                    .formatted(
                                            closing.rotation(),
                                            closing.account(),
                                            owner.rotation()))
                    .with("rotation", owner.rotation());
        }
        if (!signed.signedBy(owner)) {
            throw new Fault(
                    FaultCode.FOREIGN_SIGNATURE,
                    "the closing is not signed by account %s".formatted(closing.account()));
        }
    }

    private synchronized ClosingKept keepIfNewer(SignedClosing signed) {
        AccountNumber account = signed.closing().account();
        KeptClosing known = newest(account).map(Due::closing).orElse(null);
        if (known == null || signed.closing().isAfter(known.closing())) {
            keep(signed, signed.closing().grace());
        } else if (!known.signed().equals(signed)) {
            throw new Fault(
                            FaultCode.STALE_CLOSING,
                            "closing %d of account %s is kept, offered is number %d"
                                    .formatted(
                                            known.closing().number(),
                                            account,
                                            signed.closing().number()))
                    .with("kept", known.closing().number())
                    .with("offered", signed.closing().number());
        }
        return new ClosingKept(signed.closing().number(), endsAt(account));
    }

    /// Durable on every volume that accepts it, and on one at least.
    private void keep(SignedClosing signed, Duration left) {
        Fault refusal = null;
        int refused = 0;
        for (ClosingLog volume : volumes) {
            try {
                volume.keep(signed, left);
            } catch (Fault fault) {
                refusal = fault;
                refused++;
            }
        }
        if (refusal != null && refused == volumes.size()) {
            throw refusal;
        }
        LOG.info(
                "account {} {}",
                signed.closing().account(),
                signed.closing().ends() ? "is closed and is gone in " + left : "stays after all");
    }

    /// The revision up to which every closing was heard.
    public long heard() {
        return heard;
    }

    /// Hears what placement says. What is new is durable when this returns.
    ///
    /// @param said signed by placement, verified
    /// @return whether there is more to hear
    public synchronized boolean hear(AccountNews<SignedClosing> said) {
        complete = false;
        if (said.after() > heard) {
            return false;
        }
        said.items().forEach(this::hear);
        if (said.revision() > heard) {
            long kept =
                    volumes.stream()
                            .filter(each -> tryOn(each, log -> log.keepHeard(said.revision())))
                            .count();
            heard = kept > 0 ? said.revision() : heard;
        }
        boolean isKept = heard >= said.revision();
        complete = isKept && !said.more();
        return isKept && said.more();
    }

    private void hear(SignedClosing signed) {
        Closing closing = signed.closing();
        OwnerKey owner = owner(closing.account()).orElse(null);
        if (owner == null) {
            return;
        }
        if (!signed.signedBy(owner)) {
            LOG.warn(
                    "placement says that account {} is closed, its key {} did not say so",
                    closing.account(),
                    owner.rotation());
            return;
        }
        boolean isNewer =
                newest(closing.account())
                        .map(known -> closing.isAfter(known.closing().closing()))
                        .orElse(true);
        if (isNewer) {
            keep(signed, left(closing));
        }
    }

    /// What is left of a grace of which others told. That this clock is right is known only as far
    /// as placement's tells the same.
    private Duration left(Closing closing) {
        Duration left = Duration.between(clock.instant(), closing.at()).plus(DOUBT);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(closing.grace()) < 0 ? left : closing.grace();
    }

    /// Accounts whose end has come by now. Nothing happens to them before placement was heard.
    public List<Due> due() {
        return volumes.stream()
                .flatMap(volume -> volume.over().stream().map(over -> new Due(volume, over)))
                .filter(each -> isOwners(each.closing()))
                .toList();
    }

    /// Lets accounts be gone that were [#due] before placement was heard, and still are; none if it
    /// was not heard to its end.
    public synchronized void erase(List<Due> due) {
        if (!complete) {
            return;
        }
        for (Due each : due) {
            AccountNumber account = each.closing().closing().account();
            eraseIfStillDue(each);
            if (volumes.stream().noneMatch(volume -> volume.holds(account))) {
                owners.forget(account);
            }
        }
    }

    private void eraseIfStillDue(Due due) {
        AccountNumber account = due.closing().closing().account();
        if (due.volume().find(account).filter(due.closing()::equals).isPresent()) {
            boolean _ = tryOn(due.volume(), volume -> volume.erase(account));
        }
    }
}
