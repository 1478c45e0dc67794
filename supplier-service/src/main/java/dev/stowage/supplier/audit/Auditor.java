package dev.stowage.supplier.audit;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.AuditReport.Outcome;
import dev.stowage.protocol.placement.AuditTask;
import dev.stowage.protocol.placement.AuditTask.Task;
import dev.stowage.protocol.placement.AuditsApi;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.rebuild.Donation;
import dev.stowage.supplier.rebuild.Outside;
import dev.stowage.supplier.rebuild.Rebuilds;
import dev.stowage.transfer.flow.TracedThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes audits from placement now and then, and tells it what it found. Placement may be away for
/// as long as it likes.
public final class Auditor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);

    /// A pause is made longer by up to this part of itself, so that those who were started together
    /// do not come together.
    private static final int SPREAD = 2;

    private final TracedThreads threads = new TracedThreads("audit");
    private final Membership membership;
    private final Donation donation;
    private final AuditsApi placement;
    private final AuditSettings settings;
    private final AuditMeters meters;
    private final BooleanSupplier mayWork;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private final Clock clock;
    private volatile boolean closed;

    /// @param parts of the supplier, the same as for rebuilds
    /// @param donation what it gives to both together
    public Auditor(
            Rebuilds.Parts parts, Donation donation, Outside outside, AuditSettings settings) {
        this.membership = parts.membership();
        this.donation = donation;
        this.placement = outside.audits();
        this.settings = settings;
        this.meters = new AuditMeters(parts.meters(), parts.name());
        this.mayWork = parts.mayWork();
        this.random = parts.random();
        this.nanos = parts.nanos();
        this.clock = parts.clock();
    }

    /// From now on it audits by itself, if it is to.
    public void start() {
        if (settings.enabled()) {
            Thread _ = threads.start(this::run);
        }
    }

    private void run() {
        try {
            Thread.sleep(Duration.ofMillis(random.nextLong(settings.every().toMillis() + 1)));
            while (!closed) {
                Thread.sleep(spread(round()));
            }
        } catch (InterruptedException closed) {
            LOG.debug("no more audits");
        }
    }

    private Duration spread(Duration pause) {
        long most = pause.toMillis() / SPREAD;
        return pause.plusMillis(random.nextLong(most + 1));
    }

    /// @return the shortest pause until the next one
    private Duration round() throws InterruptedException {
        Duration every = settings.every();
        if (!membership.isJoined() || !mayWork.getAsBoolean()) {
            return every;
        }
        try {
            Duration asked = Duration.ofMillis(audit().pauseMillis());
            return asked.compareTo(every) > 0 ? shorter(asked, AuditSettings.LONGEST) : every;
        } catch (Fault fault) {
            boolean isExpected =
                    fault.code() == FaultCode.PLACEMENT_AWAY || fault.code() == FaultCode.BUSY;
            if (!isExpected && !closed) {
                LOG.warn("an audit came to nothing: {}", fault.getMessage());
            }
        } catch (RuntimeException unexpected) {
            if (!closed) {
                LOG.error("an audit came to nothing", unexpected);
            }
        }
        return every;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Takes one audit, if placement has one, and reports what it found.
    ///
    /// @throws Fault if placement gives none, takes no report, or there is no memory for the record
    private AuditTask audit() throws InterruptedException {
        AuditTask taken = placement.take(bearer());
        Task task = taken.task();
        if (task != null) {
            audit(task);
        }
        return taken;
    }

    private void audit(Task task) throws InterruptedException {
        RebuildOrder order =
                RebuildOrder.verify(
                        task.order(), membership.placementKey(), membership.supplier(), clock);
        Audit.Found found = new Audit(task, order, donation, random, nanos).run();
        Outcome outcome = found.report().outcome();
        meters.done(outcome);
        if (outcome == Outcome.MISSING || outcome == Outcome.BAD) {
            LOG.warn(
                    "supplier {} fails an audit of carrier {}: {}",
                    task.supplier().supplier(),
                    task.carrier(),
                    found.what());
        } else {
            LOG.debug(
                    "audit of supplier {}, carrier {}: {}",
                    task.supplier().supplier(),
                    task.carrier(),
                    found.what());
        }
        placement.report(bearer(), task.id(), found.report());
    }

    private String bearer() {
        return donation.bearer(AccountToken.PLACEMENT);
    }

    @Override
    public void close() {
        closed = true;
        threads.close();
    }
}
