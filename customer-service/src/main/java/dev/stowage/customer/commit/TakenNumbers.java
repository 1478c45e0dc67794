package dev.stowage.customer.commit;

import dev.stowage.customer.account.NumberPool;
import dev.stowage.format.account.BlockNumbers;
import dev.stowage.format.address.BlockNumber;
import java.util.ArrayList;
import java.util.List;

/// The block numbers that one commit took: named by its head, or never.
final class TakenNumbers implements BlockNumbers, AutoCloseable {

    private final NumberPool numbers;
    private final BlockNumbers source;
    private final List<BlockNumber> taken = new ArrayList<>();

    TakenNumbers(NumberPool numbers) {
        this(numbers, numbers);
    }

    /// @param source takes them from the pool
    TakenNumbers(NumberPool numbers, BlockNumbers source) {
        this.numbers = numbers;
        this.source = source;
    }

    @Override
    public BlockNumber takeConsecutive(int count) {
        BlockNumber first = source.takeConsecutive(count);
        for (int index = 0; index < count; index++) {
            taken.add(first.plus(index));
        }
        return first;
    }

    int count() {
        return taken.size();
    }

    /// Whether the next head may name all that were taken but the first so many.
    boolean areHeldFrom(int first) {
        return taken.subList(first, taken.size()).stream().allMatch(numbers::holds);
    }

    /// Others have got them, too.
    void distrust() {
        taken.forEach(numbers::distrust);
    }

    /// What became of them is decided.
    @Override
    public void close() {
        taken.forEach(numbers::decide);
    }
}
