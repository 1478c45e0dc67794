package dev.stowage.supplier.volume;

import dev.stowage.format.Bounds;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.Facts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Which volume a log is, whose, and which others its supplier has, as it lies in the log.
///
/// ```
/// offset  size
///      0     1  version   1
///      1    16  volume    its id
///     17    32  supplier  the key by which it is known
///     49    16  volume    one of the supplier's, this one too
///     65   4+n  directory length, where it lies, UTF-8
///      …    16  volume    the next one, and so on
/// ```
public record KeptVolume(UUID volume, VerifyingKey supplier, List<Lying> all) {

    private static final int ID_BYTES = 16;
    private static final byte VERSION = 1;
    private static final int LIST_OFFSET = 1 + ID_BYTES + VerifyingKey.BYTES;
    private static final int MOST_CHARACTERS = 4096;

    /// Where a volume lies.
    public record Lying(UUID volume, String directory) {}

    public KeptVolume {
        all = List.copyOf(all);
    }

    /// What a log says of itself; empty if it never said anything.
    public static Optional<KeptVolume> read(Facts facts) {
        return facts.readAll(FactKind.VOLUME).stream()
                .map(fact -> ofBytes(fact.content()))
                .findFirst();
    }

    /// Lets a log say this of itself from now on; nothing happens if it does.
    public void keep(Facts facts) {
        if (!read(facts).equals(Optional.of(this))) {
            facts.keep(new Fact(FactKind.VOLUME, Fact.NO_ACCOUNT, toBytes()));
        }
    }

    ByteString toBytes() {
        List<byte[]> directories =
                all.stream()
                        .map(each -> each.directory().getBytes(StandardCharsets.UTF_8))
                        .toList();
        int length =
                directories.stream().mapToInt(each -> ID_BYTES + Integer.BYTES + each.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(LIST_OFFSET + length);
        put(bytes.put(VERSION), volume).put(supplier.toBytes());
        for (int index = 0; index < all.size(); index++) {
            byte[] directory = directories.get(index);
            put(bytes, all.get(index).volume()).putInt(directory.length).put(directory);
        }
        return ByteString.of(bytes.array());
    }

    private static ByteBuffer put(ByteBuffer bytes, UUID id) {
        return bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    static KeptVolume ofBytes(ByteString content) {
        ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
        Bounds.requireRemaining("kept volume", bytes, LIST_OFFSET);
        Bounds.requireRange("version of a kept volume", bytes.get(), VERSION, VERSION);
        UUID volume = new UUID(bytes.getLong(), bytes.getLong());
        byte[] key = new byte[VerifyingKey.BYTES];
        bytes.get(key);
        List<Lying> all = new ArrayList<>();
        while (bytes.hasRemaining()) {
            Bounds.requireRemaining("a volume", bytes, ID_BYTES + Integer.BYTES);
            UUID id = new UUID(bytes.getLong(), bytes.getLong());
            int length = bytes.getInt();
            Bounds.requireRange("length of a directory", length, 0, MOST_CHARACTERS);
            byte[] directory = ByteString.readFrom(bytes, length).toArray();
            all.add(new Lying(id, new String(directory, StandardCharsets.UTF_8)));
        }
        return new KeptVolume(volume, VerifyingKey.of(key), all);
    }
}
