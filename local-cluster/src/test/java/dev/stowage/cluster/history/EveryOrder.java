package dev.stowage.cluster.history;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The obvious checker: every order of every choice of those without answer.
final class EveryOrder {

    private static final int MOST = 6;

    private EveryOrder() {}

    /// A few operations with few contents, right or wrong.
    static List<Operation> smallHistory(SplittableRandom random) {
        List<Operation> history = new ArrayList<>();
        int count = 2 + random.nextInt(MOST - 1);
        for (int number = 1; number <= count; number++) {
            long start = random.nextInt(12);
            long end = random.nextInt(5) == 0 ? Operation.NEVER : start + random.nextInt(8);
            history.add(operation(random, start, end, number));
        }
        return history;
    }

    private static Operation operation(SplittableRandom random, long start, long end, int number) {
        long some = random.nextInt(4);
        return switch (random.nextInt(6)) {
            case 0, 1 -> LinearCheckTest.put(start, end, number);
            case 2 -> LinearCheckTest.delete(start, end);
            case 3 -> new Operation(start, end, Guard.is(some), number, "if " + some);
            case 4 -> new Operation(start, end, Guard.isNot(some), Operation.SAME, "not " + some);
            default -> LinearCheckTest.read(start, end, some);
        };
    }

    static boolean isLinearizable(List<Operation> history) {
        return canGoOn(history, Operation.ABSENT);
    }

    private static boolean canGoOn(List<Operation> left, long content) {
        if (left.stream().noneMatch(Operation::isCertain)) {
            return true;
        }
        for (Operation next : left) {
            boolean mayBeNext = left.stream().allMatch(other -> other.end() >= next.start());
            if (mayBeNext && next.guard().allows(content)) {
                List<Operation> rest = new ArrayList<>(left);
                rest.remove(next);
                if (canGoOn(rest, next.changes() ? next.effect() : content)) {
                    return true;
                }
            }
        }
        return false;
    }
}
