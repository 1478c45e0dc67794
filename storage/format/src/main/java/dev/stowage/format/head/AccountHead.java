package dev.stowage.format.head;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.key.Unlocker;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/// The one mutable fact of an account.
///
/// ```
/// offset  size
///      0     4  magic               "SWHD"
///      4     1  format version      1
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
///      …  2+16n revoked sessions    count, each a 16-byte id
///      …  2+12n overrides           count, each position 4, carrier 8
/// ```
///
/// All big-endian.
///
/// @param overrides position → the carrier that replaces it for this account alone
public record AccountHead(
        AccountNumber account,
        long version,
        VerifyingKey signingKey,
        ByteString receivingKey,
        long neededSpace,
        BlockSizes blockSizes,
        boolean compression,
        Layout layout,
        Layout accountFileLayout,
        BlockReference accountFile,
        List<Unlocker> unlockers,
        List<BlockRange> openRanges,
        List<UUID> revokedSessions,
        SortedMap<Integer, CarrierId> overrides) {

    public static final int MAX_BYTES = 64 << 10;
    public static final int RECEIVING_KEY_BYTES = 32;

    static final int MAGIC = 0x53574844;
    static final int FORMAT_VERSION = 1;

    /// The most entries of each list; together they stay below [#MAX_BYTES].
    public static final int MAX_UNLOCKERS = 16;

    public static final int MAX_OPEN_RANGES = 1024;
    public static final int MAX_REVOKED_SESSIONS = 1024;
    public static final int MAX_OVERRIDES = 1024;

    public AccountHead {
        if (version < 1) {
            throw new IllegalArgumentException("head version must be 1 or more, got " + version);
        }
        if (receivingKey.length() != RECEIVING_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a receiving key has 32 bytes, got " + receivingKey.length());
        }
        layout.supplierQuota(neededSpace);
        requireAtMost("unlockers", unlockers.size(), MAX_UNLOCKERS);
        requireAtMost("open ranges", openRanges.size(), MAX_OPEN_RANGES);
        requireAtMost("revoked sessions", revokedSessions.size(), MAX_REVOKED_SESSIONS);
        requireAtMost("overrides", overrides.size(), MAX_OVERRIDES);
        unlockers = List.copyOf(unlockers);
        openRanges = List.copyOf(openRanges);
        revokedSessions = List.copyOf(revokedSessions);
        overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
    }

    /// The head that follows this one after a change of the account file.
    public AccountHead next(BlockReference newAccountFile, List<BlockRange> newOpenRanges) {
        return new AccountHead(
                account,
                version + 1,
                signingKey,
                receivingKey,
                neededSpace,
                blockSizes,
                compression,
                layout,
                accountFileLayout,
                newAccountFile,
                unlockers,
                newOpenRanges,
                revokedSessions,
                overrides);
    }

    /// The bytes that the owner signs.
    public byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
        buffer.putInt(MAGIC).put((byte) FORMAT_VERSION);
        buffer.putInt((int) account.value()).putLong(version);
        signingKey.writeTo(buffer);
        buffer.put(receivingKey.toArray());
        buffer.putLong(neededSpace);
        buffer.putInt(blockSizes.desired()).putInt(blockSizes.maximum());
        buffer.put((byte) (compression ? 1 : 0));
        for (Layout each : List.of(layout, accountFileLayout)) {
            buffer.putLong(each.group().bits());
            each.writeTo(buffer);
        }
        accountFile.writeTo(buffer);
        buffer.putShort((short) unlockers.size());
        unlockers.forEach(unlocker -> unlocker.writeTo(buffer));
        buffer.putShort((short) openRanges.size());
        openRanges.forEach(range -> buffer.putLong(range.first().bits()).putInt(range.count()));
        buffer.putShort((short) revokedSessions.size());
        revokedSessions.forEach(
                id ->
                        buffer.putLong(id.getMostSignificantBits())
                                .putLong(id.getLeastSignificantBits()));
        buffer.putShort((short) overrides.size());
        overrides.forEach((position, carrier) -> buffer.putInt(position).putLong(carrier.value()));
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    public static AccountHead ofBytes(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a head has at most %d bytes, got %d".formatted(MAX_BYTES, bytes.length));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            AccountHead head = readFrom(buffer);
            if (buffer.hasRemaining()) {
                throw new IllegalArgumentException(
                        "%d bytes too many behind the head".formatted(buffer.remaining()));
            }
            return head;
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException(
                    "the head is cut after %d bytes".formatted(bytes.length), cut);
        }
    }

    private static AccountHead readFrom(ByteBuffer buffer) {
        int magic = buffer.getInt();
        int formatVersion = buffer.get();
        if (magic != MAGIC || formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "no account head: magic %08x, format version %d"
                            .formatted(magic, formatVersion));
        }
        return new AccountHead(
                new AccountNumber(Integer.toUnsignedLong(buffer.getInt())),
                buffer.getLong(),
                VerifyingKey.readFrom(buffer),
                ByteString.readFrom(buffer, RECEIVING_KEY_BYTES),
                buffer.getLong(),
                new BlockSizes(buffer.getInt(), buffer.getInt()),
                readFlag(buffer),
                readLayout(buffer),
                readLayout(buffer),
                BlockReference.readFrom(buffer),
                readList(buffer, MAX_UNLOCKERS, Unlocker::readFrom),
                readList(
                        buffer,
                        MAX_OPEN_RANGES,
                        b -> new BlockRange(new BlockNumber(b.getLong()), b.getInt())),
                readList(buffer, MAX_REVOKED_SESSIONS, b -> new UUID(b.getLong(), b.getLong())),
                readOverrides(buffer));
    }

    private static Layout readLayout(ByteBuffer buffer) {
        CarrierGroup group = CarrierGroup.ofBits(buffer.getLong());
        return Layout.readFrom(buffer, group);
    }

    private static boolean readFlag(ByteBuffer buffer) {
        int flag = buffer.get();
        if (flag < 0 || flag > 1) {
            throw new IllegalArgumentException("a flag must be 0 or 1, got " + flag);
        }
        return flag == 1;
    }

    private static SortedMap<Integer, CarrierId> readOverrides(ByteBuffer buffer) {
        SortedMap<Integer, CarrierId> overrides = new TreeMap<>();
        readList(buffer, MAX_OVERRIDES, b -> Map.entry(b.getInt(), new CarrierId(b.getLong())))
                .forEach(entry -> overrides.put(entry.getKey(), entry.getValue()));
        return overrides;
    }

    private static <T> List<T> readList(
            ByteBuffer buffer, int limit, Function<ByteBuffer, T> element) {
        int count = Short.toUnsignedInt(buffer.getShort());
        requireAtMost("entries", count, limit);
        List<T> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(element.apply(buffer));
        }
        return list;
    }

    private static void requireAtMost(String what, int count, int limit) {
        if (count > limit) {
            throw new IllegalArgumentException(
                    "a head has at most %d %s, got %d".formatted(limit, what, count));
        }
    }
}
