package dev.stowage.placement.score;

import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.springframework.transaction.support.TransactionOperations;

/// The scores of all suppliers: in memory, where every choice asks, and durable before a report is
/// answered.
public final class Scores {

    /// Auditors of one supplier whose verdicts are kept.
    static final int MOST_AUDITORS = 64;

    private final VerdictRepository repository;
    private final TransactionOperations writing;
    private final Clock clock;
    private final Map<SupplierId, Score> scores = new ConcurrentHashMap<>();
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Scores(VerdictRepository repository, TransactionOperations writing, Clock clock) {
        this.repository = repository;
        this.writing = writing;
        this.clock = clock;
        Map<SupplierId, List<Verdict>> all = writing.execute(_ -> repository.all());
        all.forEach((supplier, verdicts) -> scores.put(supplier, Score.of(verdicts)));
    }

    public Score of(SupplierId supplier) {
        return scores.getOrDefault(supplier, Score.NONE);
    }

    /// An auditor found a record as it should be.
    public void good(SupplierId supplier, SupplierId auditor, long latencyMillis) {
        change(supplier, auditor, verdict -> verdict.good(latencyMillis));
    }

    /// An auditor found a record missing or bad.
    public void failed(SupplierId supplier, SupplierId auditor) {
        change(supplier, auditor, Verdict::bad);
    }

    private void change(SupplierId supplier, SupplierId auditor, UnaryOperator<Verdict> change) {
        oneAtATime.lock();
        try {
            Score score =
                    writing.execute(
                            _ -> {
                                Verdict before =
                                        repository.of(supplier).stream()
                                                .filter(each -> each.auditor().equals(auditor))
                                                .findFirst()
                                                .orElse(Verdict.none(auditor));
                                repository.save(supplier, change.apply(before), clock.instant());
                                repository.keepNewest(supplier, MOST_AUDITORS);
                                return Score.of(repository.of(supplier));
                            });
            scores.put(supplier, score);
        } finally {
            oneAtATime.unlock();
        }
    }
}
