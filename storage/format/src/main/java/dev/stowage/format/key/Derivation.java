package dev.stowage.format.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// HKDF-SHA256 (RFC 5869): one secret in, a key for each purpose out.
final class Derivation {

    private static final byte[] SALT = "stowage keys 1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;

    private Derivation() {}

    /// @param info what the key is for, and whose
    /// @return 32 secret bytes
    static byte[] derive(byte[] secret, byte[] info) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret)
                                    .addSalt(SALT)
                                    .thenExpand(info, KEY_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK from 25 on has HKDF-SHA256", impossible);
        }
    }
}
