package dev.stowage.gateway.event;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The streams that are open: how many, and of whom.
final class OpenStreams implements AutoCloseable {

    /// Streams of one account: a few browsers and a few machines.
    static final int MOST_OF_ACCOUNT = 8;

    private final int most;
    private final Map<AccountNumber, Integer> ofAccounts = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private int open;

    OpenStreams(int most, MeterRegistry meters) {
        this.most = most;
        Gauge.builder("stowage.gateway.streams", this, OpenStreams::count)
                .description("streams of events that are open")
                .register(meters);
    }

    private synchronized int count() {
        return open;
    }

    /// A place, for somebody who is not known yet.
    ///
    /// @throws Fault `busy`
    synchronized Place enter() {
        if (open >= most) {
            throw new Fault(
                            FaultCode.BUSY,
                            "%d streams of events are open, more are not opened; ask for pages, or try again"
                                    .formatted(most))
                    .with("limit", most);
        }
        open++;
        return new Place();
    }

    /// Waits.
    ///
    /// @return whether streams may go on
    boolean pause(Duration time) throws InterruptedException {
        return !closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Ends all pauses for good.
    @Override
    public void close() {
        closing.countDown();
    }

    /// One of the streams.
    final class Place implements AutoCloseable {

        private @Nullable AccountNumber account;

        /// Says whose it is.
        ///
        /// @throws Fault `too-many-requests`
        void belongTo(AccountNumber owner) {
            synchronized (OpenStreams.this) {
                int before = ofAccounts.getOrDefault(owner, 0);
                if (before >= MOST_OF_ACCOUNT) {
                    throw new Fault(
                                    FaultCode.TOO_MANY_REQUESTS,
                                    "account %s has %d streams of events open, more are not opened"
                                            .formatted(owner, before))
                            .with("limit", MOST_OF_ACCOUNT);
                }
                ofAccounts.put(owner, before + 1);
                account = owner;
            }
        }

        @Override
        public void close() {
            synchronized (OpenStreams.this) {
                open--;
                if (account != null) {
                    ofAccounts.computeIfPresent(
                            account, (_, count) -> count == 1 ? null : count - 1);
                }
            }
        }
    }
}
