package dev.stowage.customer.finding;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.FindingReport;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.FoundRecord.Kind;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.transfer.gather.Finding;
import dev.stowage.transfer.gather.FindingBuffer;
import dev.stowage.transfer.gather.FindingBuffer.Sighting;
import dev.stowage.transfer.token.ServiceTokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells placement every few seconds what readers found, on a thread of its own. While placement is
/// away it waits in the buffer, which has a bound.
public final class FindingReports implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FindingReports.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final FindingBuffer buffer;
    private final PlacementApi placement;
    private final ServiceTokens tokens;
    private final Counter reported;
    private final Counter refused;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("finding-reports").unstarted(this::run);

    /// @param tokens of this service; asked for only when something was found
    public FindingReports(
            FindingBuffer buffer,
            PlacementApi placement,
            ServiceTokens tokens,
            MeterRegistry meters) {
        this.buffer = buffer;
        this.placement = placement;
        this.tokens = tokens;
        this.reported = meters.counter("stowage.findings.reported");
        this.refused = meters.counter("stowage.findings.refused");
    }

    /// Begins to report, until closed.
    public void start() {
        thread.start();
    }

    private void run() {
        Duration pause = PAUSE;
        while (sleep(pause)) {
            pause = reportAll() ? PAUSE : longer(pause);
        }
    }

    /// Reports all that waits.
    ///
    /// @return whether placement took it; what it did not hear waits on, what it refused is gone
    ///   until a reader sees it again
    public boolean reportAll() {
        List<Sighting> batch = buffer.drain(FindingReport.MAX_FINDINGS);
        while (!batch.isEmpty()) {
            if (!report(batch)) {
                return false;
            }
            batch = buffer.drain(FindingReport.MAX_FINDINGS);
        }
        return true;
    }

    private boolean report(List<Sighting> batch) {
        try {
            placement.report(
                    "Bearer " + tokens.tokenFor(AccountToken.PLACEMENT),
                    new FindingReport(batch.stream().map(FindingReports::message).toList()));
            reported.increment(batch.size());
            return true;
        } catch (Fault fault) {
            if (fault.code().retryable()) {
                buffer.giveBack(batch);
            } else {
                LOG.warn("placement refuses {} findings: {}", batch.size(), fault.getMessage());
                refused.increment(batch.size());
            }
            return false;
        } catch (RuntimeException unexpected) {
            LOG.error("{} findings could not be reported", batch.size(), unexpected);
            refused.increment(batch.size());
            return false;
        }
    }

    private static FoundRecord message(Sighting sighting) {
        Finding finding = sighting.finding();
        SupplierId supplier = finding.supplier().orElse(null);
        return new FoundRecord(
                finding.address(),
                finding.position(),
                finding.carrier(),
                finding.kind() == Finding.Kind.MISSING ? Kind.MISSING : Kind.CORRUPT,
                supplier,
                sighting.firstSeen(),
                sighting.lastSeen(),
                sighting.count());
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /// @return whether it goes on
    private boolean sleep(Duration time) {
        try {
            return !closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
