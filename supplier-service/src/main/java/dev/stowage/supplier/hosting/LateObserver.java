package dev.stowage.supplier.hosting;

import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.Compacted;
import java.time.Duration;

/// Hands on to somebody who is known only after the log that is observed was opened, and looks away
/// before.
final class LateObserver implements CommitObserver {

    private volatile CommitObserver observer = CommitObserver.NONE;

    void handTo(CommitObserver other) {
        observer = other;
    }

    @Override
    public void committed(int changes, long bytes, Duration time) {
        observer.committed(changes, bytes, time);
    }

    @Override
    public void compacted(Compacted compacted) {
        observer.compacted(compacted);
    }
}
