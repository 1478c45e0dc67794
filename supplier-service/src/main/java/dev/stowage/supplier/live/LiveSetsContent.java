package dev.stowage.supplier.live;

import dev.stowage.format.Bounds;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.signature.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The content of the fact that holds an account's live sets.
///
/// ```
/// offset  size
///      0   4+n  live set    length, signed live set
///      …   4+n  live set    of the next group, and so on
/// ```
final class LiveSetsContent {

    private LiveSetsContent() {}

    static long length(List<SignedLiveSet> sets) {
        return sets.stream().mapToLong(each -> Integer.BYTES + (long) each.length()).sum();
    }

    static ByteString toBytes(List<SignedLiveSet> sets) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(length(sets)));
        sets.forEach(each -> buffer.putInt(each.length()).put(each.toBytes()));
        return ByteString.of(buffer.array());
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    static List<SignedLiveSet> ofBytes(ByteString content) {
        ByteBuffer buffer = ByteBuffer.wrap(content.toArray());
        List<SignedLiveSet> sets = new ArrayList<>();
        while (buffer.hasRemaining()) {
            Bounds.requireRemaining("length of a live set", buffer, Integer.BYTES);
            int length = buffer.getInt();
            Bounds.requireRange("length of a live set", length, 0, buffer.remaining());
            byte[] bytes = new byte[length];
            buffer.get(bytes);
            sets.add(SignedLiveSet.ofBytes(bytes));
        }
        return sets;
    }
}
