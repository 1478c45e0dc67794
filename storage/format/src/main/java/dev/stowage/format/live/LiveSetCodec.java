package dev.stowage.format.live;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.LiveSet.OfLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The bytes of a live set.
///
/// ```
/// offset  size
///      0     4  magic           "SWLS"
///      4     1  format version  1
///      5     4  account         unsigned
///      9     8  group
///     17     8  version         of the head that it was made from
///     25     8  horizon         block number
///     33   4+n  open            length, set of block numbers
///      …     2  layouts         count
///      …  12+n  alive           for each layout: layout 8, length 4, set of block numbers
/// ```
final class LiveSetCodec {

    private static final int MAGIC = 0x53574C53;
    private static final int FORMAT_VERSION = 1;
    private static final int FIXED_BYTES = 33;
    private static final int LEAST_BYTES = FIXED_BYTES + 34;

    private LiveSetCodec() {}

    static byte[] encode(LiveSet set) {
        ByteBuffer buffer = ByteBuffer.allocate(length(set));
        buffer.putInt(MAGIC).put((byte) FORMAT_VERSION);
        buffer.putInt((int) set.account().value()).putLong(set.group().bits());
        buffer.putLong(set.version()).putLong(set.horizon().bits());
        write(set.open(), buffer);
        buffer.putShort((short) set.alive().size());
        for (OfLayout each : set.alive()) {
            each.layout().writeTo(buffer);
            write(each.blocks(), buffer);
        }
        return buffer.array();
    }

    /// @throws IllegalArgumentException if it has more than [LiveSet#MAX_BYTES]
    static int length(LiveSet set) {
        long length = FIXED_BYTES + Short.BYTES;
        length += Integer.BYTES + BlockSetCodec.length(set.open());
        for (OfLayout each : set.alive()) {
            length += Layout.BYTES + Integer.BYTES + BlockSetCodec.length(each.blocks());
        }
        Bounds.requireRange("length of a live set", length, LEAST_BYTES, LiveSet.MAX_BYTES);
        return (int) length;
    }

    private static void write(BlockSet set, ByteBuffer buffer) {
        buffer.putInt(BlockSetCodec.length(set));
        BlockSetCodec.write(set, buffer);
    }

    /// @throws IllegalArgumentException for anything that [#encode] does not give
    static LiveSet decode(byte[] bytes) {
        Bounds.requireRange("length of a live set", bytes.length, LEAST_BYTES, LiveSet.MAX_BYTES);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        requireMagic(buffer);
        AccountNumber account = new AccountNumber(Integer.toUnsignedLong(buffer.getInt()));
        CarrierGroup group = CarrierGroup.ofBits(buffer.getLong());
        long version = buffer.getLong();
        BlockNumber horizon = new BlockNumber(buffer.getLong());
        BlockSet open = readSet(buffer);
        List<OfLayout> alive = readLayouts(group, buffer);
        Bounds.requireRange("bytes behind the live set", buffer.remaining(), 0, 0);
        return new LiveSet(account, group, version, horizon, open, alive);
    }

    private static void requireMagic(ByteBuffer buffer) {
        int magic = buffer.getInt();
        int version = Byte.toUnsignedInt(buffer.get());
        if (magic != MAGIC || version != FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "no live set: magic %08x, format version %d; expected %08x, %d"
                            .formatted(magic, version, MAGIC, FORMAT_VERSION));
        }
    }

    private static List<OfLayout> readLayouts(CarrierGroup group, ByteBuffer buffer) {
        Bounds.requireRemaining("number of layouts", buffer, Short.BYTES);
        int count = Short.toUnsignedInt(buffer.getShort());
        Bounds.requireRange("number of layouts", count, 1, LiveSet.MAX_LAYOUTS);
        List<OfLayout> alive = new ArrayList<>(count);
        for (int left = count; left > 0; left--) {
            alive.add(new OfLayout(Layout.readFrom(buffer, group), readSet(buffer)));
        }
        return alive;
    }

    private static BlockSet readSet(ByteBuffer buffer) {
        Bounds.requireRemaining("length of a set of block numbers", buffer, Integer.BYTES);
        int length = buffer.getInt();
        Bounds.requireRange(
                "length of a set of block numbers", length, Long.BYTES, buffer.remaining());
        BlockSet set = BlockSetCodec.read(buffer.slice(buffer.position(), length));
        buffer.position(buffer.position() + length);
        return set;
    }
}
