package dev.stowage.supplier.store;

import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A supplier's own time: it goes on while he serves, stands while he does not, and never goes
/// back. Whatever he promised to keep for a while, he keeps by it.
///
/// It was the machine's time when the log was begun; from then on no wall clock takes part: one
/// that is wrong, or is set right, makes nothing older than it is. What passed since it was kept
/// last is forgotten if the supplier is killed, so it is late at most.
public final class ServiceTime implements InstantSource {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceTime.class);
    private static final Duration KEPT_EVERY = Duration.ofMinutes(10);

    private static final Duration TICK = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private volatile @Nullable Life life;
    private volatile Duration shown = Duration.ZERO;

    /// This life of the supplier.
    ///
    /// @param beginning its own time when it began
    /// @param start what the nanoseconds were then
    private record Life(Facts facts, Instant beginning, long start, Instant kept) {

        Life keptAt(Instant time) {
            return new Life(facts, beginning, start, time);
        }
    }

    /// It stands at 1970 until it begins: nothing is over until then.
    ///
    /// @param nanos a clock that only goes on, as [System#nanoTime]
    public ServiceTime(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Goes on from what the log tells.
    ///
    /// @param wall from which it is taken if the log does not tell it yet
    public synchronized void begin(LogStore log, Clock wall) {
        Optional<Instant> told =
                log.facts().readAll(FactKind.SERVICE_TIME).stream()
                        .map(fact -> timeOf(fact.content()))
                        .findFirst();
        Instant kept = told.orElseGet(() -> Instant.ofEpochMilli(wall.millis()));
        Instant beginning = kept.isBefore(log.latestDrop()) ? log.latestDrop() : kept;
        life = new Life(log.facts(), beginning, nanos.getAsLong(), kept);
        if (told.isEmpty()) {
            keep();
        }
    }

    private static Instant timeOf(ByteString content) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(content.toArray()).getLong());
    }

    @Override
    public Instant instant() {
        Life now = life;
        return now == null ? Instant.EPOCH : now(now);
    }

    private Instant now(Life now) {
        Instant exact = now.beginning.plusNanos(nanos.getAsLong() - now.start);
        return Instant.ofEpochMilli(exact.toEpochMilli());
    }

    /// When the machine's clock will show it, if that is right and the supplier always serves. The
    /// same answer again, as long as the clock does not jump.
    public Instant on(Clock wall, Instant own) {
        Duration apart = Duration.between(instant(), Instant.ofEpochMilli(wall.millis()));
        if (apart.minus(shown).abs().compareTo(TICK) > 0) {
            shown = apart;
        }
        return own.plus(shown);
    }

    /// Makes it durable if it was not for some time.
    public synchronized void keepIfDue() {
        Life now = life;
        if (now != null && !now(now).isBefore(now.kept.plus(KEPT_EVERY))) {
            keep();
        }
    }

    /// Makes it durable, if the disk lets it.
    public synchronized void keep() {
        Life now = life;
        if (now == null) {
            return;
        }
        Instant time = now(now);
        ByteBuffer millis = ByteBuffer.allocate(Long.BYTES).putLong(time.toEpochMilli());
        try {
            now.facts.keep(
                    new Fact(
                            FactKind.SERVICE_TIME, Fact.NO_ACCOUNT, ByteString.of(millis.array())));
            life = now.keptAt(time);
        } catch (Fault fault) {
            LOG.debug("how long this supplier served is not kept: {}", fault.getMessage());
        }
    }
}
