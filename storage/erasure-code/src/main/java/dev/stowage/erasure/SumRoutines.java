package dev.stowage.erasure;

import dev.stowage.erasure.kernel.Circuit;
import dev.stowage.erasure.kernel.Circuit.Draft;
import dev.stowage.erasure.kernel.Routine;
import dev.stowage.erasure.kernel.RoutineFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Routines that make a row the XOR of others, one for each number of these.
final class SumRoutines {

    private final RoutineFactory routines;
    private final Map<Integer, Routine> routineOfCount = new ConcurrentHashMap<>();

    SumRoutines(RoutineFactory routines) {
        this.routines = routines;
    }

    /// @param summands how many, at least one
    Routine sumOf(int summands) {
        return routineOfCount.computeIfAbsent(summands, count -> routines.routine(circuit(count)));
    }

    private static Circuit circuit(int summands) {
        Draft draft = new Draft(summands);
        int sum = 0;
        for (int i = 1; i < summands; i++) {
            sum = draft.sum(sum, i);
        }
        return draft.finish(List.of(sum));
    }
}
