package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.head.Succession;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.token.SuccessionList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/// Which accounts replaced their keys, in one order, so that whoever has heard of some of it is
/// told the rest.
///
/// Revisions keep ahead of the clock: those of a database that is an older copy do not come again.
public final class Successions {

    private static final Duration TOLD_ANEW = Duration.ofMinutes(1);

    private final SuccessionRepository repository;
    private final Function<SuccessionList, String> signer;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile long newest;
    private volatile Nothing nothing = new Nothing(-1, "", Instant.EPOCH);

    /// What those are told who have heard everything, and when it was signed.
    private record Nothing(long after, String token, Instant at) {

        boolean isGood(long heard, Instant now) {
            return after == heard && !now.isBefore(at) && now.isBefore(at.plus(TOLD_ANEW));
        }
    }

    Successions(
            SuccessionRepository repository, Function<SuccessionList, String> signer, Clock clock) {
        this.repository = repository;
        this.signer = signer;
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
        return heard >= newest ? nothing(heard) : some(heard);
    }

    private String nothing(long heard) {
        Nothing known = nothing;
        if (!known.isGood(heard, clock.instant())) {
            known = new Nothing(heard, sign(heard, heard, false, List.of()), clock.instant());
            nothing = known;
        }
        return known.token;
    }

    private String some(long heard) {
        List<SuccessionRow> rows = repository.after(heard, SuccessionList.MOST + 1);
        boolean more = rows.size() > SuccessionList.MOST;
        List<SuccessionRow> told = more ? rows.subList(0, SuccessionList.MOST) : rows;
        long last = told.isEmpty() ? heard : told.getLast().revision();
        return sign(heard, last, more, told);
    }

    private String sign(long after, long revision, boolean more, List<SuccessionRow> rows) {
        return signer.apply(
                new SuccessionList(
                        after,
                        revision,
                        more,
                        rows.stream().map(SuccessionRow::named).toList(),
                        clock.instant().plus(SuccessionList.MAX_LIFE)));
    }
}
