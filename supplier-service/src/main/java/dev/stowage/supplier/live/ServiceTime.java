package dev.stowage.supplier.live;

import dev.stowage.format.signature.ByteString;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.Facts;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;

/// How long this supplier has served, all its lives together. No wall clock takes part: one that is
/// wrong, or is set right, makes nothing older than it is.
final class ServiceTime {

    private final Facts facts;
    private final LongSupplier nanos;
    private final long start;
    private final Duration before;

    /// @param nanos a clock that only goes on, as [System#nanoTime]
    ServiceTime(Facts facts, LongSupplier nanos) {
        this.facts = facts;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.before =
                facts.newest(FactKind.SERVICE_TIME, Fact.NO_ACCOUNT)
                        .map(fact -> secondsOf(fact.content()))
                        .orElse(Duration.ZERO);
    }

    private static Duration secondsOf(ByteString content) {
        return Duration.ofSeconds(ByteBuffer.wrap(content.toArray()).getLong());
    }

    Duration now() {
        return before.plusNanos(nanos.getAsLong() - start);
    }

    /// Makes it durable: what passed since is forgotten if the supplier is killed.
    void keep() {
        ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES).putLong(now().toSeconds());
        facts.keep(
                new Fact(FactKind.SERVICE_TIME, Fact.NO_ACCOUNT, ByteString.of(seconds.array())));
    }
}
