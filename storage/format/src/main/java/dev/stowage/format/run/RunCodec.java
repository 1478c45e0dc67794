package dev.stowage.format.run;

import dev.stowage.format.address.Address;
import dev.stowage.format.key.FileKey;
import dev.stowage.format.signature.ByteString;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// Writes runs and reads them back: compress, encrypt; decrypt, decompress.
///
/// `run = header 18 ‖ ciphertext ‖ tag 16`, AES-256-GCM under the file's key; associated data =
/// header 18 ‖ address 20 ‖ offset in the block 4. A run that is moved, cut or changed is refused.
///
/// One codec for each worker: it keeps its cipher, its compressor and memory for one run, and is
/// **not thread-safe**. Making one costs some microseconds; close it to give back the compressor's
/// memory.
public final class RunCodec implements AutoCloseable {

    /// What a run is longer than its plain bytes when nothing is compressed.
    public static final int OVERHEAD_BYTES = RunHeader.OVERHEAD_BYTES;

    /// The longest run that fits the longest block.
    public static final int MAX_PLAIN_BYTES = RunHeader.MAX_PLAIN_BYTES;

    private static final int TAG_BITS = 8 * RunHeader.TAG_BYTES;

    /// Encryption goes in steps: the JVM compiles AES-GCM by the number of calls, not of bytes.
    private static final int STEP_BYTES = 32 << 10;

    private final SecureRandom random;
    private final Cipher cipher;
    private final Compression compression = new Compression();
    private byte[] scratch = new byte[0];

    /// @param random gives the nonces
    public RunCodec(SecureRandom random) {
        this.random = random;
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES-GCM", impossible);
        }
    }

    /// The most bytes that a run of so many plain bytes takes.
    ///
    /// @param plainLength 1 … [#MAX_PLAIN_BYTES]
    public static int maxLength(int plainLength) {
        if (plainLength < 1 || plainLength > MAX_PLAIN_BYTES) {
            throw new IllegalArgumentException(
                    "a run has 1 … %d plain bytes, got %d".formatted(MAX_PLAIN_BYTES, plainLength));
        }
        return plainLength + OVERHEAD_BYTES;
    }

    /// Writes the remaining bytes of `plain` as one run at the target's position; both positions
    /// advance.
    ///
    /// @param compress whether to try compression; it is kept only if it makes the run shorter
    /// @param offset of the run in its block, in bytes
    /// @param target room for [#maxLength]; must not share memory with `plain`
    /// @return the bytes written
    public int writeRun(
            ByteBuffer plain,
            boolean compress,
            FileKey key,
            Address address,
            int offset,
            ByteBuffer target) {
        int plainLength = plain.remaining();
        int start = target.position();
        if (target.remaining() < maxLength(plainLength)) {
            throw new IllegalArgumentException(
                    "a run of %d plain bytes needs room for %d, got %d"
                            .formatted(plainLength, maxLength(plainLength), target.remaining()));
        }
        target.position(start + RunHeader.BYTES);
        boolean compressed = compress && compression.compress(plain, target);
        ByteBuffer source =
                compressed
                        ? target.slice(
                                start + RunHeader.BYTES,
                                target.position() - start - RunHeader.BYTES)
                        : plain.duplicate();
        target.position(start);
        RunHeader header = new RunHeader(compressed, plainLength, nonce());
        header.writeTo(target);
        encrypt(source, key, header, address, offset, target);
        plain.position(plain.limit());
        return target.position() - start;
    }

    /// Reads the remaining bytes of `stored`, which must be one whole run, to the target's
    /// position; both positions advance. After an exception the target's position is where it was
    /// and its bytes mean nothing.
    ///
    /// @param offset of the run in its block, in bytes
    /// @param plainTarget room for the plain bytes, as many as the account file notes
    /// @throws UnreadableRunException if these are not the bytes that were written there under this
    ///   key
    public void readRun(
            ByteBuffer stored, FileKey key, Address address, int offset, ByteBuffer plainTarget) {
        ByteBuffer source = stored.duplicate();
        RunHeader header = RunHeader.readFrom(source, stored.remaining());
        if (header.plainLength() > plainTarget.remaining()) {
            throw new UnreadableRunException(
                    "a run says it has %d plain bytes where at most %d are expected"
                            .formatted(header.plainLength(), plainTarget.remaining()));
        }
        ByteBuffer target = plainTarget.slice(plainTarget.position(), header.plainLength());
        if (header.compressed()) {
            ByteBuffer packed = scratch(source.remaining() - RunHeader.TAG_BYTES);
            decrypt(source, key, header, address, offset, packed);
            decompress(packed.flip(), target);
        } else {
            decrypt(source, key, header, address, offset, target);
        }
        stored.position(stored.limit());
        plainTarget.position(plainTarget.position() + header.plainLength());
    }

    /// Encrypts and decrypts until the JVM has compiled both, about one second of one processor;
    /// before, runs of 4 MiB take thirty times as long. Returns early when its thread is
    /// interrupted.
    public static void warmUp(SecureRandom random) {
        WarmUp.run(random);
    }

    private void encrypt(
            ByteBuffer source,
            FileKey key,
            RunHeader header,
            Address address,
            int offset,
            ByteBuffer target) {
        try {
            init(Cipher.ENCRYPT_MODE, key, header, address, offset);
            while (source.remaining() > STEP_BYTES) {
                cipher.update(source.slice(source.position(), STEP_BYTES), target);
                source.position(source.position() + STEP_BYTES);
            }
            cipher.doFinal(source, target);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM refused to encrypt", impossible);
        }
    }

    private void decrypt(
            ByteBuffer source,
            FileKey key,
            RunHeader header,
            Address address,
            int offset,
            ByteBuffer target) {
        try {
            init(Cipher.DECRYPT_MODE, key, header, address, offset);
            cipher.doFinal(source, target);
        } catch (AEADBadTagException wrong) {
            throw new UnreadableRunException(
                    "the run at offset %d of block %s is not what was written there under this key"
                            .formatted(offset, address),
                    wrong);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM refused to decrypt", impossible);
        }
    }

    private void decompress(ByteBuffer packed, ByteBuffer target) {
        try {
            compression.decompress(packed, target);
        } catch (IllegalArgumentException bad) {
            throw new UnreadableRunException("a run does not decompress", bad);
        }
    }

    private void init(int mode, FileKey key, RunHeader header, Address address, int offset)
            throws GeneralSecurityException {
        cipher.init(
                mode,
                key.dangerousCipherKey(),
                new GCMParameterSpec(TAG_BITS, header.nonce().toArray()));
        ByteBuffer associated =
                ByteBuffer.allocate(RunHeader.BYTES + Address.BYTES + Integer.BYTES);
        header.writeTo(associated);
        address.writeTo(associated);
        associated.putInt(offset);
        cipher.updateAAD(associated.array());
    }

    private ByteString nonce() {
        byte[] nonce = new byte[RunHeader.NONCE_BYTES];
        random.nextBytes(nonce);
        return ByteString.of(nonce);
    }

    private ByteBuffer scratch(int length) {
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        return ByteBuffer.wrap(scratch, 0, length);
    }

    @Override
    public void close() {
        compression.close();
    }
}
