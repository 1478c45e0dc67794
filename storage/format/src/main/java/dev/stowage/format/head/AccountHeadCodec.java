package dev.stowage.format.head;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.key.Unlocker;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The bytes of an account head.
///
/// ```
/// offset  size
///      0     4  magic               "SWHD"
///      4     1  format version      1; 2 if the notes of sessions say what 1 cannot
///      5     4  account             unsigned
///      9     8  version             1, 2, 3 …: each head follows its predecessor by one
///     17    32  signing key         Ed25519, public
///     49    32  receiving key       X25519, public
///     81     8  needed space        bytes of padded ciphertext before the code doubles it
///     89     4  desired block size
///     93     4  maximum block size
///     97     1  compression         0 never, 1 gzip where it pays
///     98    16  layout of files     group 8, layout 8
///    114    16  layout of the account file
///    130    56  account file        block reference of its first block
///    186  2+86n unlockers           count, each 86
///      …  2+12n open ranges         count, each first block 8, count 4
///      …  2+16n revoked sessions    count, each a 16-byte id; in version 2 the notes of sessions
///      …  2+12n overrides           count, each index 4, carrier 8; indexes ascend
///      …  2+16n further layouts     count, each group 8, layout 8; no two are the same
///      … 98+96n lineage             nothing if the keys were never rotated
/// ```
final class AccountHeadCodec {

    private static final int MAGIC = 0x53574844;
    private static final int FORMAT_VERSION = 1;
    private static final int VERSION_WITH_NOTES = 2;

    private static final int FIXED_BYTES = 186;
    private static final int COUNT_BYTES = Short.BYTES;
    private static final int LAYOUT_BYTES = Long.BYTES + Layout.BYTES;
    private static final int OVERRIDE_BYTES = Integer.BYTES + Long.BYTES;

    private AccountHeadCodec() {}

    static byte[] encode(AccountHead head) {
        ByteBuffer buffer = ByteBuffer.allocate(length(head));
        buffer.putInt(MAGIC).put((byte) version(head.sessions()));
        buffer.putInt((int) head.account().value()).putLong(head.version());
        head.signingKey().writeTo(buffer);
        head.receivingKey().writeTo(buffer);
        buffer.putLong(head.neededSpace());
        buffer.putInt(head.blockSizes().desired()).putInt(head.blockSizes().maximum());
        buffer.put((byte) (head.compression() ? 1 : 0));
        writeLayout(head.layout(), buffer);
        writeLayout(head.accountFileLayout(), buffer);
        head.accountFile().writeTo(buffer);
        writeCount(head.unlockers().size(), buffer);
        head.unlockers().forEach(unlocker -> unlocker.writeTo(buffer));
        writeCount(head.openRanges().size(), buffer);
        head.openRanges().forEach(range -> range.writeTo(buffer));
        writeSessions(head.sessions(), buffer);
        writeCount(head.overrides().size(), buffer);
        head.overrides().forEach((index, by) -> buffer.putInt(index).putLong(by.value()));
        writeCount(head.furtherLayouts().size(), buffer);
        head.furtherLayouts().forEach(layout -> writeLayout(layout, buffer));
        if (head.lineage() != null) {
            head.lineage().writeTo(buffer);
        }
        return buffer.array();
    }

    private static int length(AccountHead head) {
        return FIXED_BYTES
                + 4 * COUNT_BYTES
                + head.unlockers().size() * Unlocker.BYTES
                + head.openRanges().size() * BlockRange.BYTES
                + length(head.sessions())
                + head.overrides().size() * OVERRIDE_BYTES
                + head.furtherLayouts().size() * LAYOUT_BYTES
                + (head.lineage() == null ? 0 : head.lineage().length());
    }

    private static int version(SessionNotes sessions) {
        return sessions.areUndated() ? FORMAT_VERSION : VERSION_WITH_NOTES;
    }

    private static int length(SessionNotes sessions) {
        return sessions.areUndated()
                ? COUNT_BYTES + sessions.revoked().size() * RevokedSession.ID_BYTES
                : sessions.length();
    }

    private static void writeSessions(SessionNotes sessions, ByteBuffer buffer) {
        if (sessions.areUndated()) {
            writeCount(sessions.revoked().size(), buffer);
            sessions.revoked().forEach(session -> session.writeIdTo(buffer));
        } else {
            sessions.writeTo(buffer);
        }
    }

    /// @throws IllegalArgumentException for anything that [#encode] does not give
    static AccountHead decode(byte[] bytes) {
        Bounds.requireRange("length of a head", bytes.length, FIXED_BYTES, AccountHead.MAX_BYTES);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        AccountHead head = readFields(buffer, readVersion(buffer));
        Bounds.requireRange("bytes behind the head", buffer.remaining(), 0, 0);
        return head;
    }

    private static int readVersion(ByteBuffer buffer) {
        int magic = buffer.getInt();
        int version = Byte.toUnsignedInt(buffer.get());
        if (magic != MAGIC || version < FORMAT_VERSION || version > VERSION_WITH_NOTES) {
            throw new IllegalArgumentException(
                    "no account head: magic %08x, format version %d; expected %08x, %d or %d"
                            .formatted(magic, version, MAGIC, FORMAT_VERSION, VERSION_WITH_NOTES));
        }
        return version;
    }

    private static AccountHead readFields(ByteBuffer buffer, int version) {
        return new AccountHead(
                new AccountNumber(Integer.toUnsignedLong(buffer.getInt())),
                buffer.getLong(),
                VerifyingKey.readFrom(buffer),
                ByteString.readFrom(buffer, AccountHead.RECEIVING_KEY_BYTES),
                buffer.getLong(),
                new BlockSizes(buffer.getInt(), buffer.getInt()),
                readFlag(buffer),
                readLayout(buffer),
                readLayout(buffer),
                BlockReference.readFrom(buffer),
                readList("unlockers", AccountHead.MAX_UNLOCKERS, buffer, Unlocker::readFrom),
                readList("open ranges", AccountHead.MAX_OPEN_RANGES, buffer, BlockRange::readFrom),
                version == FORMAT_VERSION
                        ? SessionNotes.undated(readRevoked(buffer))
                        : SessionNotes.readFrom(buffer),
                readOverrides(buffer),
                readList(
                        "further layouts",
                        AccountHead.MAX_FURTHER_LAYOUTS,
                        buffer,
                        AccountHeadCodec::readLayout),
                buffer.hasRemaining() ? Lineage.readFrom(buffer) : null);
    }

    private static void writeLayout(Layout layout, ByteBuffer buffer) {
        buffer.putLong(layout.group().bits());
        layout.writeTo(buffer);
    }

    private static Layout readLayout(ByteBuffer buffer) {
        Bounds.requireRemaining("layout and group", buffer, LAYOUT_BYTES);
        CarrierGroup group = CarrierGroup.ofBits(buffer.getLong());
        return Layout.readFrom(buffer, group);
    }

    private static boolean readFlag(ByteBuffer buffer) {
        int flag = Byte.toUnsignedInt(buffer.get());
        Bounds.requireRange("flag of compression", flag, 0, 1);
        return flag == 1;
    }

    private static List<RevokedSession> readRevoked(ByteBuffer buffer) {
        return readList(
                "revoked sessions",
                AccountHead.MAX_REVOKED_SESSIONS,
                buffer,
                RevokedSession::readUndated);
    }

    private static SortedMap<Integer, CarrierId> readOverrides(ByteBuffer buffer) {
        SortedMap<Integer, CarrierId> overrides = new TreeMap<>();
        readList("overrides", AccountHead.MAX_OVERRIDES, buffer, AccountHeadCodec::readOverride)
                .forEach(override -> append(override, overrides));
        return overrides;
    }

    private static Map.Entry<Integer, CarrierId> readOverride(ByteBuffer buffer) {
        Bounds.requireRemaining("override", buffer, OVERRIDE_BYTES);
        return Map.entry(buffer.getInt(), new CarrierId(buffer.getLong()));
    }

    private static void append(
            Map.Entry<Integer, CarrierId> override, SortedMap<Integer, CarrierId> overrides) {
        if (!overrides.isEmpty() && override.getKey() <= overrides.lastKey()) {
            throw new IllegalArgumentException(
                    "indexes of overrides must ascend, got %d after %d"
                            .formatted(override.getKey(), overrides.lastKey()));
        }
        overrides.put(override.getKey(), override.getValue());
    }

    private static void writeCount(int count, ByteBuffer buffer) {
        buffer.putShort((short) count);
    }

    private static <T> List<T> readList(
            String what, int limit, ByteBuffer buffer, Function<ByteBuffer, T> element) {
        Bounds.requireRemaining("count of " + what, buffer, COUNT_BYTES);
        int count = Short.toUnsignedInt(buffer.getShort());
        Bounds.requireRange("number of " + what, count, 0, limit);
        List<T> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(element.apply(buffer));
        }
        return list;
    }
}
