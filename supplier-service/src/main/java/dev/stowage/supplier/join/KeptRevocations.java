package dev.stowage.supplier.join;

import dev.stowage.format.Bounds;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.token.RevocationList;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// The services that placement does not believe any more, as they lie in the log.
///
/// ```
/// offset  size
///      0     1  version   1
///      1     8  revision  of placement's list
///      9     4  count     of services, up to 4096
///     13   16n  services  their ids, ascending
/// ```
///
/// @param revision 0 if placement has not said anything yet
record KeptRevocations(long revision, Set<UUID> services) {

    static final KeptRevocations NONE = new KeptRevocations(0, Set.of());

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 13;
    private static final int ID_BYTES = 16;

    KeptRevocations {
        Bounds.requireRange("revision of revocations", revision, 0, Long.MAX_VALUE);
        Bounds.requireRange(
                "number of revoked services", services.size(), 0, RevocationList.MAX_SERVICES);
        services = Set.copyOf(services);
    }

    ByteString toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + services.size() * ID_BYTES);
        bytes.put(VERSION).putLong(revision).putInt(services.size());
        for (UUID id : new TreeSet<>(services)) {
            bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        return ByteString.of(bytes.array());
    }

    /// @throws IllegalArgumentException if it is of another version, cut, longer or in another
    ///   order
    static KeptRevocations ofBytes(ByteString content) {
        ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
        Bounds.requireRemaining("kept revocations", bytes, HEADER_BYTES);
        Bounds.requireRange("version of kept revocations", bytes.get(), VERSION, VERSION);
        long revision = bytes.getLong();
        int count = bytes.getInt();
        Bounds.requireRange("number of revoked services", count, 0, RevocationList.MAX_SERVICES);
        int length = count * ID_BYTES;
        Bounds.requireRange("bytes of revoked services", bytes.remaining(), length, length);
        TreeSet<UUID> services = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            UUID id = new UUID(bytes.getLong(), bytes.getLong());
            if (!services.isEmpty() && services.last().compareTo(id) >= 0) {
                throw new IllegalArgumentException("revoked services are not in ascending order");
            }
            services.add(id);
        }
        return new KeptRevocations(revision, services);
    }

    /// What placement said, kept.
    static KeptRevocations of(long revision, List<UUID> services) {
        return new KeptRevocations(revision, Set.copyOf(services));
    }
}
