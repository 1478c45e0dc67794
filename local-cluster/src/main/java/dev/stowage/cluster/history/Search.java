package dev.stowage.cluster.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Looks for an order of the operations of one file, depth first.
///
/// What may come next: an operation that began before any other that is left has ended. One that
/// only looks, and may come next, loses nothing by coming at once. Operations without an answer may
/// come next at any time after their start and may be left over; they are tried last. A
/// configuration in which the same operations are done, the file has the same content and no fewer
/// of each kind of those without an answer are used up than in one that led to nothing, leads to
/// nothing, too.
final class Search {

    private final List<Operation> certain;
    private final List<List<Operation>> uncertain;
    private final boolean possible;
    private final long mostSteps;
    private final Map<Place, List<List<Integer>>> seen = new HashMap<>();
    private final BitSet done = new BitSet();
    private final List<Integer> used;
    private final Deque<Frame> way = new ArrayDeque<>();
    private int lowest;
    private long content;
    private long steps;

    Search(Plan plan, long mostSteps) {
        this.certain = plan.certain();
        this.uncertain = plan.uncertain();
        this.possible = plan.isPossible();
        this.content = plan.first();
        this.used = new ArrayList<>(Collections.nCopies(uncertain.size(), 0));
        this.mostSteps = mostSteps;
    }

    /// A configuration without those of no answer.
    ///
    /// @param lowest of the certain ones that are not done
    /// @param done those behind it that are, counted from it
    private record Place(int lowest, BitSet done, long content) {}

    /// One step of the way.
    ///
    /// @param index among the certain operations, or among the kinds of uncertain ones
    private record Move(boolean isCertain, int index) {}

    /// @param move that led here; absent at the beginning
    /// @param before the file's content before the move
    private record Frame(List<Move> move, long before, Iterator<Move> next) {}

    long steps() {
        return steps;
    }

    Verdict run() {
        if (!possible) {
            return Verdict.VIOLATED;
        }
        way.push(new Frame(List.of(), content, moves().iterator()));
        while (lowest < certain.size()) {
            Frame top = way.peek();
            if (top == null) {
                return Verdict.VIOLATED;
            }
            if (!top.next().hasNext()) {
                way.pop();
                top.move().forEach(move -> undo(move, top.before()));
                continue;
            }
            Move move = top.next().next();
            long before = content;
            apply(move);
            if (isNew()) {
                steps++;
                if (steps > mostSteps) {
                    return Verdict.UNDECIDED;
                }
                way.push(new Frame(List.of(move), before, moves().iterator()));
            } else {
                undo(move, before);
            }
        }
        return Verdict.LINEARIZABLE;
    }

    private void apply(Move move) {
        Operation operation;
        if (move.isCertain()) {
            operation = certain.get(move.index());
            done.set(move.index());
            lowest = done.nextClearBit(lowest);
        } else {
            int before = used.get(move.index());
            operation = uncertain.get(move.index()).get(before);
            used.set(move.index(), before + 1);
        }
        content = operation.changes() ? operation.effect() : content;
    }

    private void undo(Move move, long before) {
        if (move.isCertain()) {
            done.clear(move.index());
            lowest = Math.min(lowest, move.index());
        } else {
            used.set(move.index(), used.get(move.index()) - 1);
        }
        content = before;
    }

    private boolean isNew() {
        Place place = new Place(lowest, done.get(lowest, Math.max(lowest, done.length())), content);
        List<List<Integer>> known = seen.computeIfAbsent(place, _ -> new ArrayList<>(1));
        if (known.stream().anyMatch(this::isWithinUsed)) {
            return false;
        }
        known.removeIf(before -> isWithin(used, before));
        known.add(List.copyOf(used));
        return true;
    }

    private boolean isWithinUsed(List<Integer> before) {
        return isWithin(before, used);
    }

    private static boolean isWithin(List<Integer> fewer, List<Integer> more) {
        for (int kind = 0; kind < fewer.size(); kind++) {
            if (fewer.get(kind) > more.get(kind)) {
                return false;
            }
        }
        return true;
    }

    /// What may come next, in the order in which it is tried.
    private List<Move> moves() {
        List<Move> moves = new ArrayList<>();
        long end = firstEnd();
        for (int index = lowest; index < certain.size(); index++) {
            Operation operation = certain.get(index);
            if (operation.start() > end) {
                break;
            }
            if (!done.get(index) && operation.guard().allows(content)) {
                Move move = new Move(true, index);
                if (!operation.changes()) {
                    return List.of(move);
                }
                moves.add(move);
            }
        }
        for (int kind = 0; kind < uncertain.size(); kind++) {
            List<Operation> same = uncertain.get(kind);
            if (used.get(kind) < same.size()) {
                Operation operation = same.get(used.get(kind));
                if (operation.start() <= end
                        && operation.effect() != content
                        && operation.guard().allows(content)) {
                    moves.add(new Move(false, kind));
                }
            }
        }
        return moves;
    }

    /// When the first of those that are left ended.
    private long firstEnd() {
        long end = Operation.NEVER;
        for (int index = lowest; index < certain.size(); index++) {
            Operation operation = certain.get(index);
            if (operation.start() > end) {
                break;
            }
            if (!done.get(index)) {
                end = Math.min(end, operation.end());
            }
        }
        return end;
    }
}
