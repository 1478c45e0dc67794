package dev.stowage.transfer.gather;

import dev.stowage.transfer.flow.ByteBudget;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts who still holds memory of one gather: its part of the budget is given back by the last of
/// them.
final class Holders {

    private final ByteBudget.Part part;
    private final AtomicInteger count = new AtomicInteger(1);

    Holders(ByteBudget.Part part) {
        this.part = part;
    }

    void oneMore() {
        count.incrementAndGet();
    }

    void oneLess() {
        if (count.decrementAndGet() == 0) {
            part.close();
        }
    }
}
