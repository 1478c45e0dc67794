package dev.stowage.format.account;

import dev.stowage.format.block.BlockReference;
import dev.stowage.format.head.BlockRange;
import java.util.ArrayList;
import java.util.List;

/// How the account file lies on the suppliers just now: a snapshot, and deltas before it.
///
/// @param first its first link, which the account head names
/// @param sequence commits since the account began, 1 for the first
/// @param snapshot where the chain ends
/// @param recent deltas before it, the newest first: as many as an outlook shows
/// @param deltas how many there are in all
/// @param deltaLinks how many links they have
public record Chain(
        BlockReference first,
        long sequence,
        Snapshot snapshot,
        List<Stretch> recent,
        int deltas,
        int deltaLinks) {

    /// A delta that shows so many others takes no more of a supplier than one that shows none:
    /// fragments have 1 KiB at least.
    private static final int MOST_RECENT = 64;

    private static final int FEWEST_DELTA_LINKS = 64;
    private static final int MOST_DELTA_LINKS = 8192;

    public Chain {
        recent = List.copyOf(recent);
        boolean counted = deltas >= recent.size() && deltaLinks >= deltas;
        if (sequence < snapshot.sequence() || recent.size() > MOST_RECENT || !counted) {
            throw new IllegalArgumentException(
                    "no chain has sequence %d, %d deltas of %d links, %d of them recent"
                            .formatted(sequence, deltas, deltaLinks, recent.size()));
        }
    }

    /// A snapshot on the suppliers.
    ///
    /// @param first its first link
    /// @param sequence of the commit whose state it is
    /// @param portions in the order in which they are read
    public record Snapshot(BlockReference first, long sequence, List<Stretch> portions) {

        public Snapshot {
            portions = List.copyOf(portions);
            if (sequence < 1
                    || portions.isEmpty()
                    || !portions.getFirst().first().equals(first.address().block())) {
                throw new IllegalArgumentException(
                        "no snapshot of commit %d begins with %s and has %d portions"
                                .formatted(sequence, first.address(), portions.size()));
            }
        }

        /// How many links it has.
        public int links() {
            return portions.stream().mapToInt(Stretch::links).sum();
        }
    }

    /// Whether the chain should be rewritten as a snapshot. Deltas may have as many links as the
    /// snapshot, but 64 at least and 8,192 at most: a snapshot then costs each commit no more than
    /// a full link of its own. Small deltas are read many at once, so that reading as many as that
    /// costs less than reading the snapshot.
    public boolean snapshotIsDue() {
        return deltaLinks > Math.clamp(snapshotLinks(), FEWEST_DELTA_LINKS, MOST_DELTA_LINKS);
    }

    /// Whether no commit may come before there is a new snapshot, lest nobody reads it any more.
    public boolean isFull() {
        return deltaLinks > MOST_DELTA_LINKS + FEWEST_DELTA_LINKS;
    }

    /// Links of the snapshot.
    public int snapshotLinks() {
        return snapshot.links();
    }

    /// Whether the other chain ends in the same snapshot.
    public boolean hasSnapshotOf(Chain other) {
        return snapshot.equals(other.snapshot);
    }

    /// Whether it knows where all its deltas are, and not the newest alone.
    public boolean knowsAll() {
        return deltas <= recent.size();
    }

    /// The numbers of all its blocks.
    ///
    /// @throws IllegalStateException unless it [#knowsAll]
    public List<BlockRange> numbers() {
        if (!knowsAll()) {
            throw new IllegalStateException(
                    "only %d of %s are known".formatted(recent.size(), this));
        }
        List<BlockRange> numbers = new ArrayList<>();
        recent.forEach(each -> numbers.add(each.numbers()));
        snapshot.portions.forEach(each -> numbers.add(each.numbers()));
        return numbers;
    }

    static Chain of(Snapshot snapshot) {
        return new Chain(snapshot.first, snapshot.sequence, snapshot, List.of(), 0, 0);
    }

    /// The chain with one more delta.
    ///
    /// @param length bytes of its commit
    Chain withDelta(BlockReference newFirst, int length) {
        Stretch delta = new Stretch(newFirst.address().block(), length);
        List<Stretch> newest = new ArrayList<>(MOST_RECENT);
        newest.add(delta);
        newest.addAll(recent.subList(0, Math.min(recent.size(), MOST_RECENT - 1)));
        return new Chain(
                newFirst, sequence + 1, snapshot, newest, deltas + 1, deltaLinks + delta.links());
    }

    /// The chain that begins with a joint.
    ///
    /// @param sequence of the joint
    /// @param length bytes of its commit
    static Chain ofJoint(BlockReference first, long sequence, int length, Snapshot joined) {
        Stretch joint = new Stretch(first.address().block(), length);
        return new Chain(first, sequence, joined, List.of(joint), 1, joint.links());
    }

    @Override
    public String toString() {
        return "commit %d: %d links of a snapshot of commit %d, %d of %d deltas"
                .formatted(sequence, snapshotLinks(), snapshot.sequence, deltaLinks, deltas);
    }
}
