package dev.stowage.supplier.owner;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.token.AccountNews;
import dev.stowage.protocol.token.NamedSuccession;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.Facts;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys of accounts that were replaced. They stand in every volume's log.
///
/// Whoever has been away hears of placement which were replaced meanwhile, before a token permits
/// anything but reading.
public final class Owners {

    /// Without a word from placement for so long, accounts may only read.
    static final Duration PATIENCE = Duration.ofHours(1);

    /// Placement is asked because of what somebody claims so often at most.
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Owners.class);

    private final List<Facts> volumes;
    private final Clock clock;
    private final Map<AccountNumber, OwnerKey> newest = new ConcurrentHashMap<>();
    private volatile long heard;
    private volatile @Nullable Instant confirmed;
    private volatile Function<AccountNumber, Optional<OwnerKey>> customers = _ -> Optional.empty();
    private volatile Runnable ask = () -> {};
    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable Instant asked;

    /// @param volumes the facts of each volume's log
    public Owners(Collection<Facts> volumes, Clock clock) {
        this.volumes = List.copyOf(volumes);
        this.clock = clock;
        for (Facts facts : this.volumes) {
            kept(facts).forEach((account, owner) -> newest.merge(account, owner, Owners::later));
        }
        this.volumes.forEach(this::renew);
        this.heard =
                volumes.stream()
                        .flatMap(facts -> facts.readAll(FactKind.SUCCESSIONS).stream())
                        .mapToLong(fact -> revision(fact.content()))
                        .max()
                        .orElse(0);
    }

    private static Map<AccountNumber, OwnerKey> kept(Facts facts) {
        Map<AccountNumber, OwnerKey> owners = new HashMap<>();
        facts.readAll(FactKind.OWNER)
                .forEach(
                        fact ->
                                owners.put(
                                        fact.account(), KeptOwner.ofBytes(fact.content()).owner()));
        return owners;
    }

    /// A volume that was away when a key was replaced is told.
    private void renew(Facts facts) {
        Map<AccountNumber, OwnerKey> kept = kept(facts);
        newest.forEach(
                (account, owner) -> {
                    if (!owner.equals(kept.get(account))) {
                        facts.keep(fact(account, owner));
                    }
                });
    }

    private static OwnerKey later(OwnerKey one, OwnerKey other) {
        return other.isAfter(one) ? other : one;
    }

    private static long revision(ByteString content) {
        ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
        Bounds.requireRange("bytes of a revision", bytes.remaining(), Long.BYTES, Long.BYTES);
        return bytes.getLong();
    }

    /// Who has a contract, and by which key he signs; asked for each succession that is heard.
    public void areKnownBy(Function<AccountNumber, Optional<OwnerKey>> who) {
        customers = who;
    }

    /// How to ask placement at once.
    public void askBy(Runnable how) {
        ask = how;
    }

    /// The key by which an account signs now.
    ///
    /// @param first the one that it began with
    public OwnerKey of(AccountNumber account, VerifyingKey first) {
        OwnerKey known = newest.get(account);
        return known == null ? OwnerKey.first(first) : known;
    }

    /// Somebody claims that an account has a later key than is known here: asks placement, unless
    /// that was done just now.
    public void askAfter(AccountNumber account, int claimed) {
        LOG.debug("account {} is said to sign by its key {}", account, claimed);
        askUnless(() -> false);
    }

    /// One asks for all who want to know.
    private void askUnless(BooleanSupplier known) {
        asking.lock();
        try {
            Instant now = clock.instant();
            Instant before = asked;
            boolean justNow =
                    before != null
                            && !now.isBefore(before)
                            && now.isBefore(before.plus(ASKED_AGAIN));
            if (!justNow && !known.getAsBoolean()) {
                ask.run();
                asked = clock.instant();
            }
        } finally {
            asking.unlock();
        }
    }

    /// A later key of an account is proved. Durable when this returns.
    public synchronized void succeed(AccountNumber account, OwnerKey owner) {
        OwnerKey known = newest.get(account);
        if (!owner.isAfter(known == null ? new OwnerKey(0, owner.key()) : known)) {
            return;
        }
        keep(fact(account, owner));
        newest.put(account, owner);
        LOG.info("account {} signs by its key {} from now on", account, owner.rotation());
    }

    /// An account is gone.
    public void forget(AccountNumber account) {
        newest.remove(account);
    }

    private static Fact fact(AccountNumber account, OwnerKey owner) {
        return new Fact(FactKind.OWNER, account, new KeptOwner(owner).toBytes());
    }

    /// The revision up to which every succession was heard.
    public long heard() {
        return heard;
    }

    /// Hears what placement says. What is new is durable when this returns.
    ///
    /// @param said signed by placement, verified
    /// @return whether there is more to hear
    public synchronized boolean hear(AccountNews<NamedSuccession> said) {
        if (said.after() > heard) {
            return false;
        }
        said.items().forEach(this::hear);
        if (said.revision() > heard) {
            ByteString revision =
                    ByteString.of(ByteBuffer.allocate(Long.BYTES).putLong(said.revision()).array());
            keep(new Fact(FactKind.SUCCESSIONS, Fact.NO_ACCOUNT, revision));
            heard = said.revision();
        }
        if (!said.more()) {
            confirmed = clock.instant();
        }
        return said.more();
    }

    private void hear(NamedSuccession named) {
        OwnerKey known = customers.apply(named.account()).orElse(null);
        if (known == null || !named.owner().isAfter(known)) {
            return;
        }
        boolean follows =
                named.rotation() == known.rotation() + 1
                        && named.succession().signedBy(known, named.account());
        if (follows) {
            succeed(named.account(), named.owner());
        } else {
            LOG.warn(
                    "placement says that account {} signs by its key {}, key {} did not say so",
                    named.account(),
                    named.rotation(),
                    known.rotation());
        }
    }

    /// Durable on every volume that accepts it, and on one at least.
    private void keep(Fact fact) {
        Fault refusal = null;
        int refused = 0;
        for (Facts facts : volumes) {
            try {
                facts.keep(fact);
            } catch (Fault fault) {
                refusal = fault;
                refused++;
            }
        }
        if (refusal != null && refused == volumes.size()) {
            throw refusal;
        }
    }

    /// Refuses whatever changes something as long as nobody knows whose keys were replaced, after
    /// asking placement at once.
    ///
    /// @throws Fault `placement-away`
    public void requireHeard() {
        if (!hasHeard()) {
            askUnless(this::hasHeard);
        }
        if (!hasHeard()) {
            Instant at = confirmed;
            throw new Fault(
                            FaultCode.PLACEMENT_AWAY,
                            "this supplier does not know which accounts replaced their keys: it heard of it %s, accounts may change something for %s"
                                    .formatted(at == null ? "never" : "at " + at, PATIENCE))
                    .with("patienceSeconds", PATIENCE.toSeconds());
        }
    }

    private boolean hasHeard() {
        Instant at = confirmed;
        Instant now = clock.instant();
        return at != null && !now.isBefore(at) && !now.isAfter(at.plus(PATIENCE));
    }
}
