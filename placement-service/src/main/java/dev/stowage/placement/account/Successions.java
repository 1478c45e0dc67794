package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.head.Succession;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.placement.access.Bulletin;
import dev.stowage.placement.access.Identity;
import dev.stowage.protocol.token.AccountNews;
import dev.stowage.protocol.token.NamedSuccession;
import java.time.Clock;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Which accounts replaced their keys, in one order, so that whoever has heard of some of it is
/// told the rest.
///
/// Revisions keep ahead of the clock: those of a database that is an older copy do not come again.
public final class Successions {

    private final SuccessionRepository repository;
    private final Bulletin<NamedSuccession> bulletin;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile long newest;

    Successions(SuccessionRepository repository, Identity identity, Clock clock) {
        this.repository = repository;
        this.bulletin = new Bulletin<>(AccountNews.SUCCESSIONS, repository::after, identity, clock);
        this.clock = clock;
        this.newest = repository.newest();
    }

    /// The key by which an account signs now.
    ///
    /// @param first the one that it began with
    OwnerKey owner(AccountNumber account, VerifyingKey first) {
        return repository
                .findFirstByAccountOrderByRotationDesc(account.value())
                .map(SuccessionRow::owner)
                .orElseGet(() -> OwnerKey.first(first));
    }

    /// Does what may [#add], one transaction after the other, so that they are seen in the order of
    /// their revisions.
    public <T> T alone(Supplier<T> transaction) {
        oneAtATime.lock();
        try {
            return transaction.get();
        } finally {
            newest = repository.newest();
            oneAtATime.unlock();
        }
    }

    /// Within a transaction that runs [#alone]: keys of an account were replaced.
    ///
    /// @param successions by the rotation of the new key
    public void add(AccountNumber account, SortedMap<Integer, Succession> successions) {
        long revision = Math.max(repository.newest(), clock.millis());
        for (var each : successions.entrySet()) {
            revision++;
            repository.saveAndFlush(
                    new SuccessionRow(revision, account, each.getKey(), each.getValue()));
        }
    }

    /// What comes after a revision, signed.
    public String since(long heard) {
        return bulletin.since(heard, newest);
    }
}
