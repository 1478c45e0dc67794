package dev.stowage.placement.registry;

import dev.stowage.protocol.placement.SupplierId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.transaction.support.TransactionOperations;

/// How long each supplier has been silent, and how much of its time it was alive: counted round by
/// round while placement listens, and kept in the database now and then.
///
/// A round counts for a minute at most: in a longer one placement slept, or its clock was put
/// forward, and nobody is to blame for that.
final class Liveness {

    static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

    private final LivenessRepository repository;
    private final TransactionOperations writing;
    private final Map<SupplierId, Life> lives = new ConcurrentHashMap<>();
    private final Set<SupplierId> unsaved = ConcurrentHashMap.newKeySet();
    private volatile Instant counted;

    /// @param silence until the last round
    record Life(Duration silence, Uptime uptime) {

        static final Life NEW = new Life(Duration.ZERO, Uptime.NONE);
    }

    /// A supplier in a round.
    record Seen(SupplierId supplier, Instant lastSeen, Presence presence) {}

    /// How it was with a supplier.
    enum Presence {
        ALIVE,

        SILENT,

        /// It may be silent, and the time does not count.
        EXCUSED,

        /// It had no time yet to say anything.
        UNHEARD
    }

    Liveness(LivenessRepository repository, TransactionOperations writing, Instant now) {
        this.repository = repository;
        this.writing = writing;
        this.counted = now;
        writing.executeWithoutResult(_ -> lives.putAll(repository.all()));
    }

    /// Counts what has passed since the last round.
    synchronized void count(Collection<Seen> round, Instant now) {
        Duration passed = passed(now);
        for (Seen each : round) {
            Life before = of(each.supplier());
            Life after = new Life(silence(each, passed, now), uptime(before, each, passed));
            if (!after.equals(before)) {
                lives.put(each.supplier(), after);
                unsaved.add(each.supplier());
            }
        }
        counted = now;
    }

    private Duration passed(Instant now) {
        Duration passed = Duration.between(counted, now);
        if (passed.isNegative()) {
            return Duration.ZERO;
        }
        return passed.compareTo(LONGEST_ROUND) < 0 ? passed : LONGEST_ROUND;
    }

    private Duration silence(Seen each, Duration passed, Instant now) {
        return switch (each.presence()) {
            case ALIVE, EXCUSED -> Duration.ZERO;
            case SILENT, UNHEARD -> silence(each.supplier(), each.lastSeen(), passed, now);
        };
    }

    private Duration silence(SupplierId supplier, Instant lastSeen, Duration passed, Instant now) {
        Duration since = Duration.between(lastSeen, now);
        Duration listened = of(supplier).silence.plus(passed);
        return since.compareTo(listened) < 0 ? since : listened;
    }

    private static Uptime uptime(Life before, Seen each, Duration passed) {
        return switch (each.presence()) {
            case ALIVE -> before.uptime.after(passed, true);
            case SILENT -> before.uptime.after(passed, false);
            case EXCUSED, UNHEARD -> before.uptime;
        };
    }

    /// For how long nothing was heard of a supplier, while somebody listened.
    ///
    /// @param lastSeen its last heartbeat
    Duration silence(SupplierId supplier, Instant lastSeen, Instant now) {
        return silence(supplier, lastSeen, passed(now), now);
    }

    Uptime uptime(SupplierId supplier) {
        return of(supplier).uptime;
    }

    private Life of(SupplierId supplier) {
        return lives.getOrDefault(supplier, Life.NEW);
    }

    /// Keeps what was counted, of each supplier of which anything was.
    void save() {
        Set<SupplierId> now = new HashSet<>(unsaved);
        unsaved.removeAll(now);
        Map<SupplierId, Life> kept = new HashMap<>();
        now.forEach(each -> kept.put(each, of(each)));
        if (!kept.isEmpty()) {
            writing.executeWithoutResult(_ -> repository.save(kept));
        }
    }
}
