package dev.stowage.format.account;

import dev.stowage.format.block.BlockReference;

/// How the account file lies on the suppliers just now.
///
/// @param first its first link, which the account head names
/// @param sequence commits since the account began, 1 for the first
/// @param snapshotLinks links of the newest snapshot
/// @param deltaLinks links written since
public record Chain(BlockReference first, long sequence, int snapshotLinks, int deltaLinks) {

    private static final int FEWEST_DELTA_LINKS = 64;
    private static final int MOST_DELTA_LINKS = 1024;

    public Chain {
        if (sequence < 1 || snapshotLinks < 1 || deltaLinks < 0) {
            throw new IllegalArgumentException(
                    "no chain has sequence %d, %d snapshot links, %d delta links"
                            .formatted(sequence, snapshotLinks, deltaLinks));
        }
    }

    /// Whether the chain should be rewritten as a snapshot: delta links are read one after the
    /// other, so they may be twice the snapshot's, at least 64 and at most 1024. A snapshot then
    /// costs each commit no more than it writes by itself.
    public boolean snapshotIsDue() {
        return deltaLinks > Math.clamp(2L * snapshotLinks, FEWEST_DELTA_LINKS, MOST_DELTA_LINKS);
    }

    /// Whether it is a snapshot and nothing else.
    public boolean isSnapshot() {
        return deltaLinks == 0;
    }

    static Chain ofSnapshot(BlockReference first, long sequence, int links) {
        return new Chain(first, sequence, links, 0);
    }

    Chain withDelta(BlockReference newFirst, int links) {
        return new Chain(newFirst, sequence + 1, snapshotLinks, deltaLinks + links);
    }
}
