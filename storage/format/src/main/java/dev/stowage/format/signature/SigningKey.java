package dev.stowage.format.signature;

import dev.stowage.format.Bounds;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// An Ed25519 key pair (RFC 8032), held as its 32-byte seed. Never printed.
public final class SigningKey {

    public static final int SEED_BYTES = Ed25519.SECRET_KEY_SIZE;

    private final byte[] seed;
    private final byte[] publicKey;
    private final VerifyingKey verifyingKey;

    private SigningKey(byte[] seed) {
        this.seed = seed;
        this.publicKey = new byte[VerifyingKey.BYTES];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        this.verifyingKey = VerifyingKey.of(publicKey);
    }

    /// @param seed exactly 32 secret bytes; copied
    public static SigningKey ofSeed(byte[] seed) {
        Bounds.requireRange("length of a signing key's seed", seed.length, SEED_BYTES, SEED_BYTES);
        return new SigningKey(seed.clone());
    }

    /// A new key pair.
    public static SigningKey random(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new SigningKey(seed);
    }

    /// The public half.
    public VerifyingKey verifyingKey() {
        return verifyingKey;
    }

    public Signature sign(byte[] message) {
        byte[] signature = new byte[Signature.BYTES];
        Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
        return Signature.of(signature);
    }

    /// The secret itself, for the few places that store it: search for this name to find them.
    public byte[] dangerousSeed() {
        return seed.clone();
    }

    @Override
    public String toString() {
        return "SigningKey of " + verifyingKey;
    }
}
