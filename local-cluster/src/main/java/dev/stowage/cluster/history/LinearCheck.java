package dev.stowage.cluster.history;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Decides whether the history of one file is linearizable, with bounded work.
public final class LinearCheck {

    /// What a history of ten thousand operations needs some hundred times over.
    public static final long USUAL_STEPS = 3_000_000;

    private final long mostSteps;

    /// @param mostSteps configurations that are looked at; each takes some 200 bytes
    public LinearCheck(long mostSteps) {
        this.mostSteps = mostSteps;
    }

    /// Of a file that is not there at first.
    public Verdict check(Collection<Operation> history) {
        return check(history, Set.of(Operation.ABSENT));
    }

    /// Of a file that has any of these contents at first.
    Verdict check(Collection<Operation> history, Collection<Long> first) {
        List<Operation> operations = List.copyOf(history);
        long left = mostSteps;
        Set<Long> tried = new HashSet<>();
        for (long content : first) {
            Plan plan = new Plan(operations, content);
            if (!tried.add(plan.first())) {
                continue;
            }
            Search search = new Search(plan, left);
            Verdict verdict = search.run();
            if (verdict != Verdict.VIOLATED) {
                return verdict;
            }
            left -= search.steps();
        }
        return Verdict.VIOLATED;
    }
}
