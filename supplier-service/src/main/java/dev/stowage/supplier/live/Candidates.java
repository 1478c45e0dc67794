package dev.stowage.supplier.live;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.signature.ByteString;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Blocks of one account that were found dead and wait for the trash.
///
/// ```
/// offset  size
///      0     8  group
///      8     8  since     seconds since 1970, by the supplier's own time
///     16   4+n  blocks    length, set of block numbers
///      …     8  group     the next one, and so on
/// ```
record Candidates(List<OfGroup> groups) {

    static final Candidates NONE = new Candidates(List.of());

    /// Those of one group.
    ///
    /// @param since when they were found, by the supplier's own time; full seconds
    record OfGroup(CarrierGroup group, Instant since, BlockSet blocks) {}

    Candidates {
        groups = List.copyOf(groups);
    }

    Optional<OfGroup> of(CarrierGroup group) {
        return groups.stream().filter(each -> each.group().equals(group)).findFirst();
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    ByteString toBytes() {
        int length = groups.stream().mapToInt(each -> 20 + each.blocks().toBytes().length()).sum();
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (OfGroup each : groups) {
            ByteString blocks = each.blocks().toBytes();
            buffer.putLong(each.group().bits()).putLong(each.since().getEpochSecond());
            blocks.writeTo(buffer.putInt(blocks.length()));
        }
        return ByteString.of(buffer.array());
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    static Candidates ofBytes(ByteString content) {
        ByteBuffer buffer = ByteBuffer.wrap(content.toArray());
        List<OfGroup> groups = new ArrayList<>();
        while (buffer.hasRemaining()) {
            Bounds.requireRemaining("candidates of a group", buffer, 20);
            CarrierGroup group = CarrierGroup.ofBits(buffer.getLong());
            long since = buffer.getLong();
            Bounds.requireRange("seconds since 1970", since, 0, Instant.MAX.getEpochSecond());
            ByteString blocks = ByteString.readFrom(buffer, buffer.getInt());
            groups.add(new OfGroup(group, Instant.ofEpochSecond(since), BlockSet.ofBytes(blocks)));
        }
        return new Candidates(groups);
    }
}
