package dev.stowage.supplier.scrub;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.supplier.store.Examined;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordStore;
import dev.stowage.supplier.store.Usage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads every record again within a period, slowly, in rounds; goes on after a restart where it
/// was. What is bad twice is set aside and told.
public final class Scrub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);
    private static final long NOTED_BYTES = 64L << 20;
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RecordStore store;
    private final ScrubNote note;
    private final ScrubSettings settings;
    private final ScrubPace pace;
    private final SetAside setAside;
    private final ScrubMeters meters;
    private final Clock clock;
    private final Thread thread = Thread.ofPlatform().daemon().name("scrub").unstarted(this::run);

    private final ScrubCalls calls = new ScrubCalls();
    private volatile ScrubPoint point;
    private volatile boolean urgent;
    private volatile @Nullable ScrubWalk walk;
    private long noted;

    /// @param note the file in which it notes how far it has come
    /// @param told what has decayed
    /// @param carriers for which a record must have been stored that cannot be read
    public Scrub(
            RecordStore store,
            Path note,
            ScrubSettings settings,
            DecayedRecords told,
            Function<RecordId, Optional<CarrierId>> carriers,
            ScrubMeters meters,
            Clock clock) {
        this.store = store;
        this.note = new ScrubNote(note);
        this.settings = settings;
        this.pace = new ScrubPace(settings);
        this.setAside = new SetAside(store, told, carriers, clock);
        this.meters = meters;
        this.clock = clock;
        Instant now = clock.instant();
        this.point =
                this.note
                        .read()
                        .filter(found -> !found.began().isAfter(now))
                        .orElseGet(() -> ScrubPoint.begin(now));
        this.walk = new ScrubWalk(store, point.last());
    }

    /// Begins to read, until closed.
    public void start() {
        thread.start();
    }

    /// Begins a round now, as fast as the limits allow.
    public void hurry() {
        calls.want();
    }

    /// A reader found this record bad: it is looked at next, and the round is hurried.
    public void suspect(RecordId record) {
        calls.suspect(record);
    }

    /// How far the round has come.
    public ScrubState state() {
        ScrubPoint now = point;
        return new ScrubState(now.began(), now.bytes(), roundBytes(), urgent, walk == null);
    }

    private long roundBytes() {
        Usage usage = store.usage();
        return usage.total() + usage.headers();
    }

    private void run() {
        try {
            while (!calls.isClosed()) {
                stepOrPause();
            }
        } catch (InterruptedException closing) {
            LOG.debug("the scrub ends");
        }
        note.write(point);
    }

    private void stepOrPause() throws InterruptedException {
        try {
            step();
        } catch (Fault | IllegalStateException failed) {
            if (!calls.isClosed()) {
                LOG.warn("the scrub pauses for {}: {}", AFTER_FAILURE, failed.toString());
                calls.await(AFTER_FAILURE);
            }
        }
    }

    private void step() throws InterruptedException {
        Optional<RecordId> suspect = calls.takeSuspect();
        ScrubWalk here = walk;
        if (suspect.isPresent()) {
            urgent = true;
            read(suspect.get());
        } else if (calls.takeWish()) {
            urgent = true;
            begin();
        } else if (here != null) {
            goOn(here);
        } else if (untilNextRound().isZero()) {
            begin();
        } else {
            calls.await(untilNextRound());
        }
    }

    private void goOn(ScrubWalk here) throws InterruptedException {
        Optional<RecordId> next = here.next();
        if (next.isEmpty()) {
            end();
            return;
        }
        long start = System.nanoTime();
        long bytes = read(next.get());
        Duration busy = Duration.ofNanos(System.nanoTime() - start);
        meters.read(bytes, busy);
        point = point.passed(next.get(), bytes);
        if (point.bytes() - noted >= NOTED_BYTES) {
            noted = point.bytes();
            note.write(point);
        }
        calls.await(pace.rest(bytes, busy, roundBytes(), urgent));
    }

    /// @return bytes read
    private long read(RecordId record) throws InterruptedException {
        Examined first = store.examine(record);
        if (first.isSound()) {
            return first.bytes();
        }
        calls.await(settings.secondLook());
        Examined second = store.examine(record);
        if (second.isSound()) {
            meters.doubtful();
            LOG.warn(
                    "{} position {} was bad at the first look ({}) and good at the second",
                    record.address(),
                    record.position(),
                    first.flaw());
        } else {
            setAside.put(record, second);
            meters.decayed();
        }
        return first.bytes() + second.bytes();
    }

    private void begin() {
        point = ScrubPoint.begin(clock.instant());
        noted = 0;
        walk = new ScrubWalk(store, null);
        setAside.newRound();
        note.write(point);
    }

    private void end() {
        Duration time = Duration.between(point.began(), clock.instant());
        walk = null;
        urgent = false;
        meters.roundEnded(time);
        note.write(point);
        LOG.info("everything was read again: {} bytes in {}", point.bytes(), time);
        if (time.compareTo(settings.period()) > 0) {
            LOG.warn(
                    "that took longer than the period of {}: raise the limit of {} bytes/s",
                    settings.period(),
                    settings.limit());
        }
    }

    /// The time until the period is over, never more than a period: clocks jump.
    private Duration untilNextRound() {
        Duration left = Duration.between(clock.instant(), point.began().plus(settings.period()));
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(settings.period()) > 0 ? settings.period() : left;
    }

    @Override
    public void close() {
        calls.close();
        try {
            if (thread.isAlive() && !thread.join(PATIENCE)) {
                LOG.warn("the scrub did not end within {}", PATIENCE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
