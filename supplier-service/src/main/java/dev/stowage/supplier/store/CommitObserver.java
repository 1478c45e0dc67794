package dev.stowage.supplier.store;

import java.time.Duration;

/// Told of every group that became durable, and of every compaction.
@FunctionalInterface
public interface CommitObserver {

    /// An observer that looks away.
    CommitObserver NONE = (changes, bytes, time) -> {};

    /// @param changes acknowledged together
    /// @param bytes written
    /// @param time from the first plan to the sync
    void committed(int changes, long bytes, Duration time);

    /// Files gave way to one.
    default void compacted(Compacted compacted) {}
}
