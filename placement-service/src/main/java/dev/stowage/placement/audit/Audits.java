package dev.stowage.placement.audit;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.finding.Findings;
import dev.stowage.placement.finding.ToldMissing;
import dev.stowage.placement.rebuild.Rebuilds;
import dev.stowage.placement.score.Scores;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.AuditReport;
import dev.stowage.protocol.placement.AuditReport.Outcome;
import dev.stowage.protocol.placement.AuditTask;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.FoundRecord.Kind;
import dev.stowage.protocol.placement.SupplierId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Audits under way, one for each auditor, and what becomes of their results.
///
/// They are in memory only: one that a start of placement forgets is not missed.
public final class Audits {

    /// After which an audit is worth nothing any more.
    static final Duration LIFE = Duration.ofMinutes(15);

    private final AuditChooser chooser;
    private final Findings findings;
    private final ToldMissing told;
    private final Rebuilds rebuilds;
    private final Scores scores;
    private final Clock clock;
    private final Duration interval;
    private final MeterRegistry meters;
    private final Map<SupplierId, Open> open = new ConcurrentHashMap<>();

    /// @param task absent if it was reported, or there was nothing to do
    private record Open(Instant takenAt, Optional<AuditChooser.Chosen> task) {

        boolean isOf(UUID audit, Instant now) {
            return now.isBefore(takenAt.plus(LIFE))
                    && task.filter(chosen -> chosen.task().id().equals(audit)).isPresent();
        }

        Open reported() {
            return new Open(takenAt, Optional.empty());
        }
    }

    /// @param interval between the audits of one auditor
    Audits(
            AuditChooser chooser,
            Findings findings,
            ToldMissing told,
            Rebuilds rebuilds,
            Scores scores,
            Clock clock,
            Duration interval,
            MeterRegistry meters) {
        this.chooser = chooser;
        this.findings = findings;
        this.told = told;
        this.rebuilds = rebuilds;
        this.scores = scores;
        this.clock = clock;
        this.interval = interval;
        this.meters = meters;
    }

    /// Gives an audit to a supplier, if it is its time.
    public AuditTask take(SupplierId auditor) {
        Instant now = clock.instant();
        Open before = open.get(auditor);
        if (before != null && now.isBefore(before.takenAt.plus(interval))) {
            Duration pause = Duration.between(now, before.takenAt.plus(interval));
            return new AuditTask(null, Math.min(pause.toMillis() + 1, interval.toMillis()));
        }
        Optional<AuditChooser.Chosen> chosen = chooser.choose(auditor);
        open.put(auditor, new Open(now, chosen));
        return new AuditTask(
                chosen.map(AuditChooser.Chosen::task).orElse(null), interval.toMillis());
    }

    /// Takes in what an auditor found.
    ///
    /// @throws Fault `not-found` if it has no such audit, or told before
    public void report(SupplierId auditor, UUID audit, AuditReport report) {
        AuditChooser.Chosen chosen = close(auditor, audit);
        SupplierId supplier = chosen.task().supplier().supplier();
        BlockNumber block = report.block();
        if (block == null || report.outcome() == Outcome.AWAY) {
            count(report.outcome().name());
            return;
        }
        if (report.outcome() == Outcome.GOOD) {
            scores.good(supplier, auditor, report.latencyMillis());
            count(report.outcome().name());
            return;
        }
        Layout layout = chosen.task().layout();
        Address address = new Address(chosen.account(), block, layout.group());
        List<FoundRecord> found = List.of(found(chosen, address, report.outcome()));
        if (findings.hasAdmitted(supplier, address)
                || told.isTold(supplier, address, chosen.task().carrier())) {
            count("admitted");
        } else {
            scores.failed(supplier, auditor);
            findings.keep(found);
            count(report.outcome().name());
        }
        rebuilds.found(found);
    }

    /// What is wrong is rebuilt, whoever saw it.
    private FoundRecord found(AuditChooser.Chosen chosen, Address address, Outcome outcome) {
        Instant now = clock.instant();
        return new FoundRecord(
                address,
                chosen.position(address.block()),
                chosen.task().carrier(),
                outcome == Outcome.MISSING ? Kind.MISSING : Kind.CORRUPT,
                chosen.task().supplier().supplier(),
                now,
                now,
                1);
    }

    private AuditChooser.Chosen close(SupplierId auditor, UUID audit) {
        Open current = open.get(auditor);
        if (current != null
                && current.isOf(audit, clock.instant())
                && open.replace(auditor, current, current.reported())) {
            return current.task.orElseThrow();
        }
        throw new Fault(
                FaultCode.NOT_FOUND,
                "supplier %s has no audit %s to tell of".formatted(auditor, audit));
    }

    private void count(String outcome) {
        meters.counter("stowage.audits", "outcome", outcome.toLowerCase(Locale.ROOT)).increment();
    }
}
