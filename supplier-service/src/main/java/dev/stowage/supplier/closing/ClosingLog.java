package dev.stowage.supplier.closing;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.Facts;
import dev.stowage.supplier.store.ServiceTime;
import dev.stowage.supplier.store.Usage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the log of one volume says of accounts that are closed, and of those that are gone.
public final class ClosingLog {

    private static final ByteString NOTHING = ByteString.of(new byte[0]);
    private static final Logger LOG = LoggerFactory.getLogger(ClosingLog.class);

    private final Facts facts;
    private final ServiceTime time;
    private final Usage usage;
    private final Function<AccountNumber, Optional<VerifyingKey>> keys;
    private final BiConsumer<AccountNumber, Runnable> forget;
    private final Map<AccountNumber, KeptClosing> kept = new ConcurrentHashMap<>();

    /// @param time by which the volume keeps what was promised
    /// @param keys with which accounts began that have a contract on the volume
    /// @param forget does what it is given and forgets the contract with an account
    public ClosingLog(
            Facts facts,
            ServiceTime time,
            Usage usage,
            Function<AccountNumber, Optional<VerifyingKey>> keys,
            BiConsumer<AccountNumber, Runnable> forget) {
        this.facts = facts;
        this.time = time;
        this.usage = usage;
        this.keys = keys;
        this.forget = forget;
        facts.readAll(FactKind.CLOSING)
                .forEach(fact -> kept.put(fact.account(), KeptClosing.ofBytes(fact.content())));
    }

    Optional<KeptClosing> find(AccountNumber account) {
        return Optional.ofNullable(kept.get(account));
    }

    /// Every account that is closed or was kept after all.
    Set<AccountNumber> accounts() {
        return Set.copyOf(kept.keySet());
    }

    /// The key with which an account began, if it has a contract here.
    Optional<VerifyingKey> key(AccountNumber account) {
        return keys.apply(account);
    }

    /// How long an account has still to live.
    Duration left(KeptClosing closing) {
        Duration left = Duration.between(time.instant(), closing.ends());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /// Keeps a closing durably.
    ///
    /// @param left until it is over, of the time that this supplier serves
    void keep(SignedClosing closing, Duration left) {
        Instant ends = closing.closing().ends() ? time.instant().plus(left) : Instant.EPOCH;
        KeptClosing newest = new KeptClosing(ends, closing);
        AccountNumber account = closing.closing().account();
        facts.keep(new Fact(FactKind.CLOSING, account, newest.toBytes()));
        kept.put(account, newest);
    }

    /// Closings that are over by now.
    List<KeptClosing> over() {
        Instant now = time.instant();
        return kept.values().stream().filter(each -> each.isOver(now)).toList();
    }

    boolean isErased(AccountNumber account) {
        return facts.has(FactKind.ERASED, account);
    }

    Set<AccountNumber> erased() {
        return facts.accounts(FactKind.ERASED);
    }

    /// Whether anything is left of an account.
    boolean holds(AccountNumber account) {
        return kept.containsKey(account)
                || keys.apply(account).isPresent()
                || usage.of(account) > 0
                || usage.trashOf(account) > 0;
    }

    /// Lets an account be gone: one fact, by which nothing of it counts any more.
    void erase(AccountNumber account) {
        forget.accept(account, () -> facts.keep(new Fact(FactKind.ERASED, account, NOTHING)));
        kept.remove(account);
        LOG.info("account {} is gone", account);
    }

    /// The revision up to which was heard who is closed.
    long heard() {
        return facts.readAll(FactKind.CLOSINGS).stream()
                .mapToLong(fact -> ByteBuffer.wrap(fact.content().toArray()).getLong())
                .max()
                .orElse(0);
    }

    void keepHeard(long revision) {
        ByteString content =
                ByteString.of(ByteBuffer.allocate(Long.BYTES).putLong(revision).array());
        facts.keep(new Fact(FactKind.CLOSINGS, Fact.NO_ACCOUNT, content));
    }
}
