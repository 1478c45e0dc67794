package dev.stowage.placement.finding;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.FindingPage;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.SupplierId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/// Records that readers found missing or corrupt: each once, with how often it was seen.
public final class Findings {

    private final FindingRepository repository;
    private final TransactionOperations writing;
    private final Clock clock;
    private final int mostOfAccount;
    private final int most;
    private final Counter heard;
    private final Counter left;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final AtomicLong kept;

    /// @param mostOfAccount findings about one account
    /// @param most findings in all
    Findings(
            FindingRepository repository,
            TransactionOperations writing,
            Clock clock,
            int mostOfAccount,
            int most,
            MeterRegistry meters) {
        this.repository = repository;
        this.writing = writing;
        this.clock = clock;
        this.mostOfAccount = mostOfAccount;
        this.most = most;
        this.heard = meters.counter("stowage.findings.heard");
        this.left = meters.counter("stowage.findings.left");
        this.kept = new AtomicLong(repository.count());
        Gauge.builder("stowage.findings.kept", kept, AtomicLong::get)
                .description("Records that readers found missing or corrupt")
                .register(meters);
    }

    /// Keeps what concerns accounts that exist; what is known already is counted.
    public void keep(List<FoundRecord> found) {
        keep(found, false);
    }

    /// As [#keep], told by the very suppliers that lost it.
    public void keepAdmitted(List<FoundRecord> found) {
        keep(found, true);
    }

    /// Whether a supplier has told itself that it lost its record of a block.
    public boolean hasAdmitted(SupplierId supplier, Address address) {
        return repository.hasAdmitted(supplier, address);
    }

    private void keep(List<FoundRecord> found, boolean admitted) {
        if (found.isEmpty()) {
            return;
        }
        oneAtATime.lock();
        try {
            Change change = writing.execute(_ -> change(found, admitted));
            kept.addAndGet(change.added - change.removed);
            left.increment(change.removed);
            heard.increment(found.size());
        } finally {
            oneAtATime.unlock();
        }
    }

    private record Change(int added, int removed) {}

    private Change change(List<FoundRecord> found, boolean admitted) {
        Set<Long> accounts =
                repository.existing(
                        found.stream()
                                .map(each -> each.address().account().value())
                                .collect(Collectors.toSet()));
        List<FoundRecord> concerning =
                found.stream()
                        .filter(each -> accounts.contains(each.address().account().value()))
                        .map(this::notInTheFuture)
                        .toList();
        int added = repository.save(concerning, admitted);
        int removed = 0;
        for (long account : accounts) {
            int tooMany = repository.countOf(account) - mostOfAccount;
            removed += tooMany > 0 ? repository.deleteOldestOf(account, tooMany) : 0;
        }
        long tooMany = kept.get() + added - removed - most;
        removed += tooMany > 0 ? repository.deleteOldest(tooMany) : 0;
        return new Change(added, removed);
    }

    /// Another service's clock may be wrong; nobody's findings stay longer for that.
    private FoundRecord notInTheFuture(FoundRecord each) {
        Instant now = clock.instant();
        return !each.lastSeen().isAfter(now)
                ? each
                : new FoundRecord(
                        each.address(),
                        each.position(),
                        each.carrier(),
                        each.kind(),
                        each.supplier(),
                        each.firstSeen().isAfter(now) ? now : each.firstSeen(),
                        now,
                        each.count());
    }

    /// What was found, in the order in which it was told first.
    ///
    /// @param account of which alone
    /// @param after where the page before ended, or 0
    /// @param limit 1 … 1,000
    public FindingPage page(@Nullable AccountNumber account, long after, int limit) {
        if (limit < 1 || limit > FindingPage.MAX_FINDINGS) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "limit must be 1 … %d, got %d"
                                    .formatted(FindingPage.MAX_FINDINGS, limit))
                    .with("limit", FindingPage.MAX_FINDINGS);
        }
        List<KeptFinding> page = repository.after(account, after, limit);
        return new FindingPage(
                page.stream().map(KeptFinding::found).toList(),
                page.size() < limit ? null : page.getLast().id());
    }
}
