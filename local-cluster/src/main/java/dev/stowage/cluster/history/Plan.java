package dev.stowage.cluster.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The history of one file as a search goes through it: with all that follows from each content
/// being written once.
///
/// A write whose content was seen has happened, before whoever saw it first had his answer, and who
/// saw it did so after its start. A content that nobody names is as good as any other such.
/// Operations without an answer that do the same are used up in the order of their starts.
final class Plan {

    /// Any content that nobody names.
    static final long UNNAMED = -2;

    private final List<Operation> certain = new ArrayList<>();
    private final Map<Deed, List<Operation>> uncertain = new LinkedHashMap<>();
    private final Map<Long, Long> starts = new HashMap<>();
    private final Map<Long, Long> seen = new HashMap<>();
    private final Set<Long> named = new HashSet<>(Set.of(Operation.ABSENT));
    private final long first;
    private boolean possible = true;

    /// What an operation does.
    private record Deed(Guard guard, long effect) {}

    /// @param first the file's content at first
    Plan(List<Operation> history, long first) {
        for (Operation operation : history) {
            learn(operation);
        }
        this.first = nameOf(first);
        starts.remove(first);
        seen.remove(first);
        history.stream().sorted(Comparator.comparingLong(Operation::start)).forEach(this::add);
        certain.sort(Comparator.comparingLong(Operation::start));
    }

    private void learn(Operation operation) {
        Guard guard = operation.guard();
        if (!guard.equals(Guard.ALWAYS)) {
            named.add(guard.content());
        }
        if (operation.isCertain() && guard.names()) {
            seen.merge(guard.content(), operation.end(), Math::min);
        }
        if (operation.changes() && operation.effect() != Operation.ABSENT) {
            starts.put(operation.effect(), operation.start());
        }
    }

    private long nameOf(long content) {
        return named.contains(content) ? content : UNNAMED;
    }

    private void add(Operation operation) {
        Guard guard = operation.guard();
        boolean changes = operation.changes();
        long seenAt =
                changes && operation.effect() != Operation.ABSENT
                        ? seen.getOrDefault(operation.effect(), Operation.NEVER)
                        : Operation.NEVER;
        long end = Math.min(operation.end(), seenAt);
        long start =
                guard.names()
                        ? Math.max(
                                operation.start(),
                                starts.getOrDefault(guard.content(), operation.start()))
                        : operation.start();
        if (end < start) {
            possible = false;
            return;
        }
        long effect = changes ? nameOf(operation.effect()) : Operation.SAME;
        Operation planned = new Operation(start, end, guard, effect, operation.told());
        if (planned.isCertain()) {
            certain.add(planned);
        } else if (changes) {
            uncertain.computeIfAbsent(new Deed(guard, effect), _ -> new ArrayList<>()).add(planned);
        }
    }

    /// Whether nobody saw what was not yet written.
    boolean isPossible() {
        return possible;
    }

    /// The file's content at first.
    long first() {
        return first;
    }

    /// Those that have happened, by their starts.
    List<Operation> certain() {
        return certain;
    }

    /// Those that may have happened: of each kind by their starts.
    List<List<Operation>> uncertain() {
        return uncertain.values().stream()
                .map(
                        each ->
                                each.stream()
                                        .sorted(Comparator.comparingLong(Operation::start))
                                        .toList())
                .toList();
    }
}
