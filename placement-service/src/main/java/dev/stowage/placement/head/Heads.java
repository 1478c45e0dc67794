package dev.stowage.placement.head;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.ByteString;
import dev.stowage.placement.access.Identity;
import dev.stowage.placement.account.Account;
import dev.stowage.placement.account.Accounts;
import dev.stowage.placement.account.BlockNumbers;
import dev.stowage.placement.account.Successions;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.closing.Closings;
import dev.stowage.placement.override.Holders;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/// The one mutable fact of each account: its head, swapped only for the one that follows it.
///
/// What placement countersigns it has made durable before it answers. A head that it countersigned
/// and lost, because its database is an older copy, it takes back from whoever still has it.
public final class Heads {

    private final HeadRepository heads;
    private final Accounts accounts;
    private final Successions successions;
    private final Closings closings;
    private final BlockNumbers blockNumbers;
    private final Carriers carriers;
    private final Holders holders;
    private final Identity identity;
    private final TransactionOperations writing;
    private final Counter swapped;
    private final Counter conflicts;
    private final Counter takenBack;
    private final Counter rotated;

    Heads(
            HeadRepository heads,
            Accounts accounts,
            Successions successions,
            Closings closings,
            BlockNumbers blockNumbers,
            Carriers carriers,
            Holders holders,
            Identity identity,
            TransactionOperations writing,
            MeterRegistry meters) {
        this.heads = heads;
        this.accounts = accounts;
        this.successions = successions;
        this.closings = closings;
        this.blockNumbers = blockNumbers;
        this.carriers = carriers;
        this.holders = holders;
        this.identity = identity;
        this.writing = writing;
        this.swapped = meters.counter("stowage.heads.swapped");
        this.conflicts = meters.counter("stowage.heads.conflicts");
        this.takenBack = meters.counter("stowage.heads.taken.back");
        this.rotated = meters.counter("stowage.heads.rotated");
    }

    /// The current head.
    ///
    /// @param known a version whose bytes need not come back
    /// @throws Fault `unknown-account` if there is none
    public HeadAnswer get(AccountNumber number, @Nullable Long known) {
        HeadRow row = require(number);
        boolean isKnown = known != null && known == row.version();
        return new HeadAnswer(
                row.version(),
                isKnown ? null : ByteString.of(row.countersigned()),
                closings.find(number).map(SignedClosing::toBytes).orElse(null));
    }

    /// The current head, countersigned, if there is one.
    public Optional<ByteString> newest(AccountNumber number) {
        return heads.findById(number.value()).map(row -> ByteString.of(row.countersigned()));
    }

    /// The current head, read.
    ///
    /// @throws Fault `unknown-account` if there is none
    public AccountHead current(AccountNumber number) {
        return CountersignedHead.ofBytes(require(number).countersigned()).head();
    }

    private HeadRow require(AccountNumber number) {
        return heads.findById(number.value())
                .orElseThrow(
                        () ->
                                new Fault(
                                                FaultCode.UNKNOWN_ACCOUNT,
                                                "account %s has no head".formatted(number))
                                        .with("account", number.value()));
    }

    /// Countersigns a head and makes it the current one, if it follows the current one. One that
    /// the next key of its account signed makes that the account's key, in the same transaction.
    ///
    /// @throws Fault `malformed`, `foreign-signature`, `invalid-request`, `head-conflict`,
    ///   `generation-changed`, `keys-rotated`
    public HeadAnswer swap(AccountNumber number, HeadSwap swap) {
        Account account = accounts.get(number);
        SignedHead signed = read("head", swap.signed(), SignedHead::ofBytes);
        requireOwn(account, signed);
        requireFitting(account, signed.head());
        requireGivenOut(signed.head());
        Optional<CountersignedHead> predecessor =
                Optional.ofNullable(swap.predecessor())
                        .map(bytes -> read("predecessor", bytes, CountersignedHead::ofBytes))
                        .map(head -> requirePredecessor(account, signed.head(), head));
        CountersignedHead countersigned = CountersignedHead.countersign(signed, identity.key());
        SwapOfHead transaction =
                () -> {
                    accounts.confirm(account);
                    CountersignedHead lost =
                            swap(account, countersigned, predecessor, swap.generations());
                    accounts.requireStillOwnedBy(account);
                    accounts.claim(number, signed.head().layouts());
                    closings.requireOpen(number);
                    return Optional.ofNullable(lost);
                };
        Optional<CountersignedHead> lost =
                signed.head().owner().isAfter(account.owner())
                        ? rotating(account, signed.head(), transaction)
                        : Objects.requireNonNull(writing.execute(_ -> transaction.get()));
        lost.ifPresent(this::noteTakenBack);
        swapped.increment();
        return new HeadAnswer(
                countersigned.head().version(), ByteString.of(countersigned.toBytes()));
    }

    /// What one transaction does; gives the predecessor, if that was taken back.
    private interface SwapOfHead extends Supplier<Optional<CountersignedHead>> {}

    private Optional<CountersignedHead> rotating(
            Account account, AccountHead head, SwapOfHead transaction) {
        Optional<CountersignedHead> lost =
                successions.alone(
                        () ->
                                Objects.requireNonNull(
                                        writing.execute(
                                                _ -> {
                                                    var before = transaction.get();
                                                    note(account, head);
                                                    return before;
                                                })));
        accounts.succeeded(account.number(), head.owner());
        rotated.increment();
        return lost;
    }

    private void note(Account account, AccountHead head) {
        successions.add(account.number(), head.successionsAfter(account.owner().rotation()));
    }

    /// Believes again that an account replaced its keys, if this database is a copy from before:
    /// the predecessor of a swap shows it.
    public void takeBackSuccessions(AccountNumber number, HeadSwap swap) {
        if (swap.predecessor() == null) {
            return;
        }
        CountersignedHead shown =
                read("predecessor", swap.predecessor(), CountersignedHead::ofBytes);
        AccountHead head = shown.head();
        if (!head.account().equals(number) || !head.owner().isAfter(accounts.owner(number))) {
            return;
        }
        CountersignedHead _ = requireProven(accounts.get(number), shown);
        OwnerKey _ =
                successions.alone(
                        () -> {
                            Account account = accounts.get(number);
                            if (head.owner().isAfter(account.owner())) {
                                writing.executeWithoutResult(_ -> note(account, head));
                            }
                            return accounts.succeeded(number, head.owner());
                        });
    }

    /// @return the predecessor, if it was taken back
    private @Nullable CountersignedHead swap(
            Account account,
            CountersignedHead next,
            Optional<CountersignedHead> predecessor,
            List<CarrierGeneration> generations) {
        AccountHead head = next.head();
        AccountNumber number = head.account();
        if (isAlreadyDone(next)) {
            return null;
        }
        new Generations(carriers).requireCurrent(head, generations);
        long stored = version(number);
        CountersignedHead lost =
                predecessor.filter(before -> stored < before.head().version()).orElse(null);
        if (lost != null) {
            replace(lost, stored);
        }
        long current = lost == null ? stored : lost.head().version();
        if (current != head.version() - 1 || !replace(next, current)) {
            throw conflict(head, version(number));
        }
        if (lost != null || !overridesAsBefore(head, predecessor)) {
            holders.note(account, head);
        }
        return lost;
    }

    private static boolean overridesAsBefore(
            AccountHead head, Optional<CountersignedHead> predecessor) {
        return predecessor
                .map(before -> before.head().holders().equals(head.holders()))
                .orElse(head.version() == 1 && head.holders().isNone());
    }

    /// Whether this very head is the current one: its writer has lost our answer and asks again.
    private boolean isAlreadyDone(CountersignedHead next) {
        return heads.findById(next.head().account().value())
                .map(
                        row ->
                                ByteString.of(row.countersigned())
                                        .equals(ByteString.of(next.toBytes())))
                .orElse(false);
    }

    private boolean replace(CountersignedHead next, long current) {
        long account = next.head().account().value();
        long version = next.head().version();
        if (current == 0) {
            heads.begin(account, version, next.toBytes());
            return true;
        }
        return heads.swap(account, current, version, next.toBytes()) == 1;
    }

    /// A head that was lost shows numbers that were given out and of which the database may not
    /// know.
    private void noteTakenBack(CountersignedHead lost) {
        AccountHead head = lost.head();
        BlockNumber end = head.accountFile().address().block().plus(1);
        for (BlockRange range : head.openRanges()) {
            BlockNumber endOfRange = range.first().plus(range.count());
            end = endOfRange.compareTo(end) > 0 ? endOfRange : end;
        }
        blockNumbers.passOver(head.account(), end);
        takenBack.increment();
    }

    private long version(AccountNumber number) {
        return heads.findById(number.value()).map(HeadRow::version).orElse(0L);
    }

    private static void requireOwn(Account account, SignedHead signed) {
        AccountHead head = signed.head();
        if (!head.account().equals(account.number())) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "this is a head of account %s, not of account %s"
                            .formatted(head.account(), account.number()));
        }
        boolean isOwn =
                head.recordKey().equals(account.key())
                        && head.leadsFrom(account.owner())
                        && head.owner().rotation() <= account.owner().rotation() + 1;
        if (!isOwn || !signed.signedBy(head.signingKey())) {
            throw new Fault(
                    FaultCode.FOREIGN_SIGNATURE,
                    "the head is not signed by account %s".formatted(account.number()));
        }
    }

    /// The head may only name what the account's contracts cover.
    private void requireFitting(Account account, AccountHead head) {
        boolean sameContracts =
                head.layout().equals(account.layout())
                        && head.neededSpace() == account.neededSpace()
                        && head.accountFileLayout()
                                .group()
                                .first()
                                .equals(account.layout().group().first())
                        && head.accountFileLayout().carriers() <= account.layout().carriers();
        if (!sameContracts) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "the head has layout %s for %d bytes, the account's contracts have %s for %d"
                            .formatted(
                                    head.layout(),
                                    head.neededSpace(),
                                    account.layout(),
                                    account.neededSpace()));
        }
        for (Layout further : head.furtherLayouts()) {
            requireFormed(further);
        }
    }

    private void requireFormed(Layout further) {
        CarrierGroup group = further.group();
        if (group.first().value() > carriers.count() - group.carriers()) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "the head names a layout in group %s, %d carriers are formed"
                            .formatted(group, carriers.count()));
        }
    }

    /// Numbers of 2^63 and above are never given out; below, sums of numbers do not overflow.
    private static void requireGivenOut(AccountHead head) {
        boolean givenOut =
                head.accountFile().address().block().bits() >= 0
                        && head.openRanges().stream().allMatch(each -> each.first().bits() >= 0);
        if (!givenOut) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "the head names block numbers of 2^63 and above, which nobody was given");
        }
    }

    private CountersignedHead requirePredecessor(
            Account account, AccountHead next, CountersignedHead predecessor) {
        boolean precedes =
                predecessor.head().account().equals(account.number())
                        && predecessor.head().version() == next.version() - 1;
        if (!precedes) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "the predecessor is version %d of account %s, the head is version %d of account %s"
                            .formatted(
                                    predecessor.head().version(),
                                    predecessor.head().account(),
                                    next.version(),
                                    account.number()));
        }
        return requireProven(account, predecessor);
    }

    private CountersignedHead requireProven(Account account, CountersignedHead head) {
        if (!head.head().leadsFrom(account.owner())
                || !head.provenBy(head.head().signingKey(), identity.verifyingKey())) {
            throw new Fault(
                    FaultCode.FOREIGN_SIGNATURE,
                    "the predecessor is not signed by its owner and countersigned here");
        }
        return head;
    }

    private static <T> T read(String what, ByteString bytes, Function<byte[], T> reader) {
        try {
            return reader.apply(bytes.toArray());
        } catch (IllegalArgumentException malformed) {
            throw new Fault(
                    FaultCode.MALFORMED,
                    "the %s cannot be read: %s".formatted(what, malformed.getMessage()),
                    malformed);
        }
    }

    private Fault conflict(AccountHead offered, long current) {
        conflicts.increment();
        return new Fault(
                        FaultCode.HEAD_CONFLICT,
                        "version %d was offered, the current head is version %d"
                                .formatted(offered.version(), current))
                .with("offered", offered.version())
                .with("current", current);
    }
}
