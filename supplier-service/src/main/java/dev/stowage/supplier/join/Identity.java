package dev.stowage.supplier.join;

import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.JoinRequest;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.VolumeOffer;
import dev.stowage.protocol.token.ServiceToken;
import dev.stowage.transfer.token.ServiceTokens;
import dev.stowage.transfer.token.SignedServiceTokens;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Who a supplier is: its key, kept in a file that nobody else may read.
public final class Identity {

    private static final String FILE = "identity.key";
    private static final String JOIN_PURPOSE = "stowage join 1";

    private final SigningKey key;

    private Identity(SigningKey key) {
        this.key = key;
    }

    /// Reads the identity of a supplier's directory. If there is none it is taken from the volumes,
    /// which all have a copy; if they have none, it is made. Then it is kept durably.
    ///
    /// @throws IOException if the volumes belong to several suppliers
    public static Identity open(Path directory, List<Path> volumes, SecureRandom random)
            throws IOException {
        Optional<Identity> own = read(directory);
        if (own.isPresent()) {
            return own.get();
        }
        Identity found =
                ofVolumes(volumes).orElseGet(() -> new Identity(SigningKey.random(random)));
        found.keepIn(directory);
        return found;
    }

    private static Optional<Identity> ofVolumes(List<Path> volumes) throws IOException {
        Identity first = null;
        for (Path volume : volumes) {
            Identity found = read(volume).orElse(first);
            if (first != null && found != null && !first.key().equals(found.key())) {
                throw new IOException("its volumes belong to several suppliers");
            }
            first = found;
        }
        return Optional.ofNullable(first);
    }

    private static Optional<Identity> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        try {
            return Optional.of(
                    new Identity(SigningKey.ofSeed(Base64.getUrlDecoder().decode(text))));
        } catch (IllegalArgumentException damaged) {
            throw new IOException(file + " holds no identity", damaged);
        }
    }

    /// By which this supplier is known.
    public VerifyingKey key() {
        return key.verifyingKey();
    }

    /// Keeps it durably in a directory that holds none.
    public void keepIn(Path directory) throws IOException {
        if (read(directory).isEmpty()) {
            byte[] seed = key.dangerousSeed();
            write(
                    directory.resolve(FILE),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(seed) + "\n");
        }
    }

    /// Refuses a directory that holds another one.
    public void requireOwn(Path directory) throws IOException {
        Optional<Identity> there = read(directory);
        if (there.isPresent() && !there.get().key().equals(key())) {
            throw new IOException(
                    "it belongs to another supplier, %s. Nothing was changed"
                            .formatted(there.get().key()));
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(draft);
        Set<StandardOpenOption> options =
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel =
                FileChannel.open(
                        draft,
                        options,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory =
                FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /// The wish to join with a code, and the proof that the key is ours.
    JoinRequest joinWith(String joinCode, List<VolumeOffer> volumes) {
        byte[] message = (JOIN_PURPOSE + joinCode).getBytes(StandardCharsets.UTF_8);
        String proof =
                Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(message).toBytes());
        return new JoinRequest(joinCode, ServiceRole.SUPPLIER, key.verifyingKey(), proof, volumes);
    }

    ServiceTokens tokens(Supplier<String> certificate, Clock clock) {
        return new SignedServiceTokens(certificate, key, clock);
    }

    /// The `Authorization` of a request of ours.
    String bearer(String certificate, String audience, Instant expiresAt) {
        return "Bearer " + ServiceToken.sign(certificate, audience, expiresAt, key);
    }
}
