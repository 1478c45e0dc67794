package dev.stowage.format.account;

import dev.stowage.format.block.BlockReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands before the changes of a commit: where the commits behind it lie, so that a reader
/// need not wait for one link to ask for the next; and of a joint what it joins.
///
/// ```
/// offset  size
///      0     2  stretches  count s, 0 … 512: commits that follow, the next one first
///      2   12s  stretch    number of the first block 8, commit length 4
/// and of a joint
///      …    56  before     block reference: first link of the commit before
///      …     8  since      sequence of the snapshot that follows
/// ```
///
/// @param stretches a hint of a delta and of a portion; of a joint all portions of the snapshot
/// @param joint of a joint only
record Outlook(List<Stretch> stretches, Optional<Joint> joint) {

    static final int MAX_STRETCHES = 512;

    private static final int COUNT_BYTES = 2;

    Outlook {
        stretches = List.copyOf(stretches);
        if (stretches.size() > MAX_STRETCHES) {
            throw new IllegalArgumentException(
                    "an outlook shows at most %d commits, got %d"
                            .formatted(MAX_STRETCHES, stretches.size()));
        }
    }

    /// What a joint joins.
    ///
    /// @param before first link of the commit before, which lies in the chain that it replaces
    /// @param since sequence of the snapshot that its chain goes on with
    record Joint(BlockReference before, long since) {

        static final int BYTES = BlockReference.BYTES + Long.BYTES;

        Joint {
            if (since < 1) {
                throw new IllegalArgumentException("commits count from 1, got " + since);
            }
        }
    }

    static Outlook of(List<Stretch> stretches) {
        return new Outlook(stretches, Optional.empty());
    }

    int length() {
        return COUNT_BYTES
                + Stretch.BYTES * stretches.size()
                + (joint.isPresent() ? Joint.BYTES : 0);
    }

    void writeTo(ByteBuffer buffer) {
        buffer.putShort((short) stretches.size());
        stretches.forEach(each -> each.writeTo(buffer));
        joint.ifPresent(
                each -> {
                    each.before.writeTo(buffer);
                    buffer.putLong(each.since);
                });
    }

    /// @throws IllegalArgumentException, java.nio.BufferUnderflowException for anything that
    ///   [#writeTo] does not write
    static Outlook readFrom(boolean joint, ByteBuffer buffer) {
        int count = Short.toUnsignedInt(buffer.getShort());
        if (count > MAX_STRETCHES) {
            throw new IllegalArgumentException("no outlook shows %d commits".formatted(count));
        }
        List<Stretch> stretches = new ArrayList<>();
        for (int left = count; left > 0; left--) {
            stretches.add(Stretch.readFrom(buffer));
        }
        return new Outlook(
                stretches,
                joint
                        ? Optional.of(new Joint(BlockReference.readFrom(buffer), buffer.getLong()))
                        : Optional.empty());
    }
}
