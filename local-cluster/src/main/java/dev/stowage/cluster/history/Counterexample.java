package dev.stowage.cluster.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/// A few operations of a file that show why its history is not linearizable.
///
/// @param operations by themselves not linearizable, in the order of their starts; those that had
///   not ended when the last one did count as not answered
/// @param anyBeginning whether that is so whatever the file was before; else it was not there
public record Counterexample(List<Operation> operations, boolean anyBeginning) {

    private static final int MOST_TRIES = 300;

    public Counterexample {
        operations = List.copyOf(operations);
    }

    /// Takes away from a violated history what is not needed to see that: what comes after the
    /// first moment at which nothing could be right any more, what was over long before, and reads.
    ///
    /// @param history for which the check says [Verdict#VIOLATED]
    public static Counterexample of(List<Operation> history, LinearCheck check) {
        List<Operation> begun = untilItFails(history, check);
        Set<Long> any = contents(begun);
        Optional<List<Operation>> end = shortestEnd(begun, any, check);
        Set<Long> first = end.isPresent() ? any : Set.of(Operation.ABSENT);
        List<Operation> needed = withoutIdleReads(end.orElse(begun), first, check);
        return new Counterexample(
                needed.stream().sorted(Comparator.comparingLong(Operation::start)).toList(),
                end.isPresent());
    }

    /// The last operations, as few as fail by themselves.
    private static Optional<List<Operation>> shortestEnd(
            List<Operation> history, Set<Long> first, LinearCheck check) {
        return history.stream()
                .map(Operation::start)
                .sorted(Comparator.reverseOrder())
                .limit(MOST_TRIES)
                .map(start -> from(history, start))
                .filter(some -> fails(some, first, check))
                .findFirst();
    }

    private static boolean fails(List<Operation> history, Set<Long> first, LinearCheck check) {
        return check.check(history, first) == Verdict.VIOLATED;
    }

    private static List<Operation> untilItFails(List<Operation> history, LinearCheck check) {
        List<Long> ends =
                history.stream()
                        .filter(Operation::isCertain)
                        .map(Operation::end)
                        .sorted(Comparator.reverseOrder())
                        .toList();
        Set<Long> absent = Set.of(Operation.ABSENT);
        int last = last(ends.size(), i -> fails(until(history, ends.get(i)), absent, check));
        return last < 0 ? history : until(history, ends.get(last));
    }

    private static List<Operation> until(List<Operation> history, long moment) {
        return history.stream()
                .filter(each -> each.start() <= moment)
                .map(each -> each.end() <= moment ? each : each.unanswered())
                .filter(each -> each.isCertain() || each.changes())
                .toList();
    }

    /// What was under way at the moment may have happened before or not.
    private static List<Operation> from(List<Operation> history, long moment) {
        return history.stream()
                .filter(each -> each.end() >= moment)
                .map(each -> each.start() >= moment ? each : each.unanswered())
                .filter(each -> each.isCertain() || each.changes())
                .toList();
    }

    /// All that the file can have been.
    private static Set<Long> contents(List<Operation> history) {
        Set<Long> contents = new HashSet<>(Set.of(Operation.ABSENT));
        history.stream()
                .filter(Operation::changes)
                .forEach(operation -> contents.add(operation.effect()));
        return contents;
    }

    private static List<Operation> withoutIdleReads(
            List<Operation> history, Set<Long> first, LinearCheck check) {
        List<Operation> needed = new ArrayList<>(history);
        for (Operation operation : history) {
            if (!operation.changes()) {
                List<Operation> fewer = new ArrayList<>(needed);
                fewer.remove(operation);
                if (fails(fewer, first, check)) {
                    needed = fewer;
                }
            }
        }
        return needed;
    }

    /// The highest index for which something holds that holds for all below, too; -1 if for none.
    private static int last(int size, IntPredicate holds) {
        int low = -1;
        int high = size;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (holds.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
