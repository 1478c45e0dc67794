package dev.stowage.placement.score;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What all auditors together found at a supplier.
///
/// @param audits that were good or failed; of many by one auditor the older ones are forgotten
/// @param failed of them
/// @param failedShare 0 … 1, the mean over all auditors but the one that found most
/// @param latencyMillis that half of the auditors do not exceed; absent if there is none
public record Score(long audits, long failed, double failedShare, @Nullable Long latencyMillis) {

    /// Of one that nobody audited.
    public static final Score NONE = new Score(0, 0, 0, null);

    static Score of(Collection<Verdict> verdicts) {
        List<Double> shares =
                verdicts.stream()
                        .filter(each -> each.audits() > 0)
                        .map(Verdict::failedShare)
                        .sorted()
                        .toList();
        List<Double> latencies =
                verdicts.stream()
                        .map(Verdict::latencyMillis)
                        .filter(each -> each >= 0)
                        .sorted()
                        .toList();
        return new Score(
                verdicts.stream().mapToLong(Verdict::audits).sum(),
                verdicts.stream().mapToLong(Verdict::failed).sum(),
                shares.stream()
                        .limit(Math.max(0, shares.size() - 1))
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0),
                latencies.isEmpty() ? null : Math.round(latencies.get((latencies.size() - 1) / 2)));
    }
}
