package dev.stowage.supplier.join;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.Joined;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a supplier is and what placement said of it, as it lies in the log.
///
/// ```
/// offset  size
///      0     1  version        1
///      1    16  volume         its id
///     17    16  service        the supplier's id; zeros until it has joined
///     33    32  placement key  zeros until then
///     65     8  owner          account number; -1 for nobody
///     73     4  length of the zone, then its UTF-8; 0 for none
///      …     4  length of the certificate, then its ASCII
///      …     4  length of the assignments, then their ASCII; 0 for none
/// ```
///
/// @param joined what placement answered the join code; absent until it did
/// @param assignments the newest that placement signed; absent until there are any
record KeptMembership(UUID volume, @Nullable Joined joined, @Nullable String assignments) {

    private static final byte VERSION = 1;
    private static final int ZONE_OFFSET = 73;
    private static final UUID NOBODY = new UUID(0, 0);

    /// The same on another volume.
    KeptMembership on(UUID other) {
        return new KeptMembership(other, joined, assignments);
    }

    KeptMembership with(Joined answer) {
        return new KeptMembership(volume, answer, assignments);
    }

    KeptMembership with(String newer) {
        return new KeptMembership(volume, joined, newer);
    }

    ByteString toBytes() {
        byte[] zone = utf8(joined == null ? null : joined.zone());
        byte[] certificate = utf8(joined == null ? null : joined.certificate());
        byte[] assigned = utf8(assignments);
        int texts = 3 * Integer.BYTES + zone.length + certificate.length + assigned.length;
        ByteBuffer bytes = ByteBuffer.allocate(ZONE_OFFSET + texts);
        bytes.put(VERSION);
        put(bytes, volume);
        put(bytes, joined == null ? NOBODY : joined.service());
        bytes.put(joined == null ? new byte[VerifyingKey.BYTES] : joined.placementKey().toBytes());
        AccountNumber owner = joined == null ? null : joined.owner();
        bytes.putLong(owner == null ? -1 : owner.value());
        for (byte[] text : new byte[][] {zone, certificate, assigned}) {
            bytes.putInt(text.length).put(text);
        }
        return ByteString.of(bytes.array());
    }

    private static byte[] utf8(@Nullable String text) {
        return (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer bytes, UUID id) {
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    /// @throws IllegalArgumentException if it is of another version, cut or longer
    static KeptMembership ofBytes(ByteString content) {
        ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
        Bounds.requireRemaining("kept membership", bytes, ZONE_OFFSET);
        Bounds.requireRange("version of a kept membership", bytes.get(), VERSION, VERSION);
        UUID volume = uuid(bytes);
        UUID service = uuid(bytes);
        byte[] key = new byte[VerifyingKey.BYTES];
        bytes.get(key);
        long owner = bytes.getLong();
        String zone = text(bytes);
        String certificate = text(bytes);
        String assignments = text(bytes);
        Bounds.requireRange("bytes behind a kept membership", bytes.remaining(), 0, 0);
        Joined joined =
                service.equals(NOBODY)
                        ? null
                        : new Joined(
                                service,
                                certificate,
                                VerifyingKey.of(key),
                                owner == -1 ? null : new AccountNumber(owner),
                                zone.isEmpty() ? null : zone);
        return new KeptMembership(volume, joined, assignments.isEmpty() ? null : assignments);
    }

    private static UUID uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static String text(ByteBuffer bytes) {
        Bounds.requireRemaining("length of a text", bytes, Integer.BYTES);
        ByteString text = ByteString.readFrom(bytes, bytes.getInt());
        return new String(text.toArray(), StandardCharsets.UTF_8);
    }
}
