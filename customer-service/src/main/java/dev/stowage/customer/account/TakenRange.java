package dev.stowage.customer.account;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.head.OpenRanges;
import java.util.BitSet;
import java.util.Optional;

/// A range of block numbers of this service: how many of them are taken, from the lowest on, and of
/// which it is decided what became of their blocks.
final class TakenRange {

    private final BlockRange numbers;
    private final BitSet decided = new BitSet();
    private int taken;
    private int lowestUndecided;
    private boolean shown;

    TakenRange(BlockRange numbers) {
        this.numbers = numbers;
    }

    BlockRange numbers() {
        return numbers;
    }

    int left() {
        return numbers.count() - taken;
    }

    /// Numbers that are taken and not decided, and some decided ones among them.
    int undecided() {
        return taken - lowestUndecided;
    }

    /// Whether a head shows it that is known to be current, or was.
    boolean isShown() {
        return shown;
    }

    BlockNumber take(int count) {
        BlockNumber first = numbers.first().plus(taken);
        taken += count;
        return first;
    }

    void decide(BlockNumber number) {
        decided.set(index(number));
        lowestUndecided = decided.nextClearBit(lowestUndecided);
    }

    /// Whether a block with this number may still be named.
    boolean holds(BlockNumber number) {
        return numbers.contains(number) && index(number) >= lowestUndecided;
    }

    private int index(BlockNumber number) {
        return (int) (number.bits() - numbers.first().bits());
    }

    /// What the next head shows of it; nothing once all is decided.
    Optional<BlockRange> rest() {
        return lowestUndecided == numbers.count()
                ? Optional.empty()
                : Optional.of(numbers.highest(numbers.count() - lowestUndecided));
    }

    /// Whether numbers of it may be named by the head that follows one with these open ranges: it
    /// shows them, or may still be followed by one that opens them.
    boolean isPossible(OpenRanges current) {
        boolean isOpen = rest().map(current::contain).orElseGet(() -> current.overlap(numbers));
        if (!isOpen && shown) {
            return false;
        }
        shown = isOpen;
        return isOpen || current.mayOpen(numbers);
    }
}
