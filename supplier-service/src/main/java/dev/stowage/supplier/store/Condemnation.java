package dev.stowage.supplier.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Finds records whose time in the trash is over and condemns them: from then on their bytes are
/// dead.
final class Condemnation implements Runnable {

    private static final int PAGE = 1024;

    private final RecordIndex index;
    private final TrashTime time;
    private final Consumer<Runnable> adjust;

    /// @param adjust has something done by the thread that changes the index, and waits for it
    Condemnation(RecordIndex index, TrashTime time, Consumer<Runnable> adjust) {
        this.index = index;
        this.time = time;
        this.adjust = adjust;
    }

    @Override
    public void run() {
        index.series().values().forEach(this::condemn);
    }

    private void condemn(Series series) {
        List<Series.Member> page = series.markedAfter(null, PAGE);
        while (!page.isEmpty()) {
            List<Series.Member> over = new ArrayList<>(page);
            over.removeIf(each -> each.standing().condemned() || !time.isOver(each.standing()));
            if (!over.isEmpty()) {
                adjust.accept(() -> over.forEach(this::condemn));
            }
            page = series.markedAfter(page.getLast().key(), PAGE);
        }
    }

    private void condemn(Series.Member member) {
        index.condemn(member.key(), member.standing().dropped());
    }
}
