package dev.stowage.supplier.join;

import dev.stowage.format.closing.SignedClosing;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.FindingReport;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.HeartbeatAnswer;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.VolumeOffer;
import dev.stowage.protocol.placement.VolumeState;
import dev.stowage.protocol.token.AccountNews;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.NamedSuccession;
import dev.stowage.protocol.token.RevocationList;
import dev.stowage.supplier.closing.Closings;
import dev.stowage.supplier.owner.Owners;
import dev.stowage.supplier.scrub.DecayedRecord;
import dev.stowage.supplier.scrub.DecayedRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Joins placement and then tells it at the told interval that the supplier lives. Placement may be
/// away for as long as it likes.
public final class Heartbeats implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
    private static final Duration RENEWAL = Duration.ofHours(1);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Identity identity;
    private final Membership membership;
    private final Revocations revocations;
    private final Owners owners;
    private final Closings closings;
    private final PlacementApi placement;
    private final Supplier<Heartbeat> state;
    private final DecayedRecords decayed;
    private final JoinSettings settings;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private Duration interval;
    private boolean silent;
    private volatile Runnable rebuildsWait = () -> {};
    private volatile boolean heard;
    private volatile boolean closed;

    /// @param state what to say, asked anew for every heartbeat
    /// @param decayed told after a heartbeat
    public Heartbeats(
            Identity identity,
            Membership membership,
            Revocations revocations,
            Owners owners,
            Closings closings,
            PlacementApi placement,
            Supplier<Heartbeat> state,
            DecayedRecords decayed,
            JoinSettings settings,
            Clock clock) {
        this.identity = identity;
        this.membership = membership;
        this.revocations = revocations;
        this.owners = owners;
        this.closings = closings;
        this.placement = placement;
        this.state = state;
        this.decayed = decayed;
        this.settings = settings;
        this.clock = clock;
        this.interval = settings.firstPause();
        membership.refreshBy(this::beat);
        owners.askBy(this::beat);
        this.thread = Thread.ofVirtual().name("heartbeat").unstarted(this::run);
    }

    /// @param rebuildsWait called whenever placement says that there are rebuilds to be had
    public void tellOfRebuilds(Runnable rebuildsWait) {
        this.rebuildsWait = rebuildsWait;
    }

    /// From now on it happens by itself.
    public void start() {
        thread.start();
    }

    /// Whether placement has heard since the start where this supplier answers, and this supplier
    /// what placement says.
    public boolean isHeard() {
        return heard;
    }

    private void run() {
        Duration pause = settings.firstPause();
        try {
            while (!closed) {
                if (beat()) {
                    Thread.sleep(interval);
                    pause = settings.firstPause();
                } else {
                    Thread.sleep(pause);
                    pause = shorter(pause.multipliedBy(2), settings.longestPause());
                }
            }
        } catch (InterruptedException closed) {
            LOG.debug("no more heartbeats");
        }
    }

    /// One heartbeat, now.
    ///
    /// @return whether placement answered
    public boolean beat() {
        lock.lock();
        try {
            join();
            tell();
            tellDecayed();
            if (silent) {
                LOG.info("placement answers again");
                silent = false;
            }
            return true;
        } catch (Fault fault) {
            say(fault);
            return false;
        } catch (RuntimeException unexpected) {
            if (!closed) {
                LOG.error("heartbeat failed", unexpected);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void say(Fault fault) {
        if (closed) {
            return;
        }
        if (fault.code() != FaultCode.PLACEMENT_AWAY) {
            LOG.warn("placement refuses: {}", fault.getMessage());
        } else if (!silent) {
            LOG.warn("placement is away, serving goes on: {}", fault.getMessage());
        }
        silent = true;
    }

    private void join() {
        if (membership.isJoined()) {
            return;
        }
        if (settings.joinCode().isBlank()) {
            throw new Fault(
                    FaultCode.JOIN_CODE_REFUSED,
                    "there is no join code: ask the operator for one and set stowage.supplier.join-code");
        }
        List<VolumeOffer> volumes = state.get().volumes().stream().map(Heartbeats::offer).toList();
        membership.accept(placement.join(identity.joinWith(settings.joinCode(), volumes)));
        LOG.info("joined as supplier {}", membership.supplier());
    }

    private static VolumeOffer offer(VolumeState volume) {
        return new VolumeOffer(volume.volume(), volume.capacity(), Math.max(1, volume.carriers()));
    }

    private void tell() {
        if (membership.certificateExpiry().isBefore(clock.instant().plus(RENEWAL))) {
            membership.accept(placement.renewCertificate(bearer()));
        }
        List<Closings.Due> due = closings.due();
        HeartbeatAnswer answer = placement.heartbeat(bearer(), state.get());
        membership.accept(answer.assignments());
        hearRevocations(answer.revocations());
        while (owners.hear(successions(answer)) && !closed) {
            answer = placement.heartbeat(bearer(), state.get());
        }
        while (closings.hear(closings(answer)) && !closed) {
            answer = placement.heartbeat(bearer(), state.get());
        }
        closings.erase(due);
        heard = true;
        Duration told = Duration.ofMillis(answer.intervalMillis());
        interval = shorter(longer(told, SHORTEST_INTERVAL), LONGEST_INTERVAL);
        if (answer.rebuildsWait()) {
            rebuildsWait.run();
        }
    }

    private void hearRevocations(String said) {
        if (!revocations.accept(verified(said))) {
            revocations.accept(verified(placement.revoked(bearer()).revocations()));
        }
    }

    private AccountNews<NamedSuccession> successions(HeartbeatAnswer answer) {
        return AccountNews.verify(
                AccountNews.SUCCESSIONS, answer.successions(), membership.placementKey(), clock);
    }

    private AccountNews<SignedClosing> closings(HeartbeatAnswer answer) {
        return AccountNews.verify(
                AccountNews.CLOSINGS, answer.closings(), membership.placementKey(), clock);
    }

    private RevocationList verified(String token) {
        return RevocationList.verify(token, membership.placementKey(), clock);
    }

    private void tellDecayed() {
        List<DecayedRecord> found = decayed.take(FindingReport.MAX_FINDINGS);
        if (found.isEmpty()) {
            return;
        }
        try {
            placement.report(
                    bearer(), new FindingReport(found.stream().map(this::finding).toList()));
        } catch (Fault fault) {
            if (fault.code().retryable()) {
                decayed.giveBack(found);
            }
            throw fault;
        }
    }

    private FoundRecord finding(DecayedRecord record) {
        return new FoundRecord(
                record.id().address(),
                record.id().position(),
                record.carrier(),
                FoundRecord.Kind.CORRUPT,
                membership.supplier(),
                record.seen(),
                record.seen(),
                1);
    }

    private String bearer() {
        return identity.bearer(
                membership.certificate(), AccountToken.PLACEMENT, clock.instant().plus(TOKEN_LIFE));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (thread.getState() != Thread.State.NEW && !thread.join(PATIENCE)) {
                LOG.warn("the heartbeat did not end within {}", PATIENCE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
