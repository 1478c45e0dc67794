package dev.stowage.format.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final HexFormat HEX = HexFormat.of();

    /// The vectors of RFC 8032 §7.1 (without the one of 1023 bytes).
    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a3"
                        + "3bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15"
                        + "996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16"
                        + "f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
                "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42,"
                        + "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf,"
                        + "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f,"
                        + "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90"
                        + "b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
            })
    void signaturesAreThoseOfTheRfc(String seed, String key, String message, String signature) {
        SigningKey signingKey = SigningKey.ofSeed(HEX.parseHex(seed));
        assertThat(HEX.formatHex(signingKey.verifyingKey().toBytes())).isEqualTo(key);
        byte[] bytes = HEX.parseHex(message);
        assertThat(signingKey.sign(bytes)).hasToString(signature);
        assertThat(signingKey.verifyingKey().verifies(bytes, signingKey.sign(bytes))).isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void signaturesAreThoseOfTheJdk(long seed) throws GeneralSecurityException {
        Random random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            byte[] secret = new byte[SigningKey.SEED_BYTES];
            random.nextBytes(secret);
            byte[] message = new byte[random.nextInt(300)];
            random.nextBytes(message);
            SigningKey key = SigningKey.ofSeed(secret);
            byte[] signature = signedByTheJdk(secret, message);
            assertThat(key.sign(message).toBytes()).isEqualTo(signature);
            assertThat(key.verifyingKey().verifies(message, Signature.of(signature))).isTrue();
            assertThat(verifiedByTheJdk(key.verifyingKey(), message, key.sign(message))).isTrue();
        }
    }

    private static byte[] signedByTheJdk(byte[] seed, byte[] message)
            throws GeneralSecurityException {
        PrivateKey key =
                KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        java.security.Signature signer = java.security.Signature.getInstance("Ed25519");
        signer.initSign(key);
        signer.update(message);
        return signer.sign();
    }

    private static boolean verifiedByTheJdk(VerifyingKey key, byte[] message, Signature signature)
            throws GeneralSecurityException {
        byte[] encoded = HEX.parseHex("302a300506032b6570032100" + HEX.formatHex(key.toBytes()));
        PublicKey publicKey =
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        java.security.Signature verifier = java.security.Signature.getInstance("Ed25519");
        verifier.initVerify(publicKey);
        verifier.update(message);
        return verifier.verify(signature.toBytes());
    }

    @Test
    void aSignatureWithAnyBitFlippedIsRefused() {
        SigningKey key = SigningKey.ofSeed(new byte[32]);
        byte[] signature = key.sign(MESSAGE).toBytes();
        for (int bit = 0; bit < 8 * Signature.BYTES; bit++) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(key.verifyingKey().verifies(MESSAGE, Signature.of(flipped)))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    /// S and S + L satisfy the same equation; only the smaller one is a signature (RFC 8032
    /// §5.1.7).
    @Test
    void theOtherFormOfASignatureIsRefused() {
        SigningKey key = SigningKey.ofSeed(new byte[32]);
        byte[] signature = key.sign(MESSAGE).toBytes();
        BigInteger order =
                BigInteger.TWO
                        .pow(252)
                        .add(new BigInteger("27742317777372353535851937790883648493"));
        BigInteger s = new BigInteger(1, reversed(signature, 32)).add(order);
        byte[] larger = signature.clone();
        for (int i = 0; i < 32; i++) {
            larger[32 + i] = s.shiftRight(8 * i).byteValue();
        }
        assertThat(key.verifyingKey().verifies(MESSAGE, Signature.of(larger))).isFalse();
    }

    private static byte[] reversed(byte[] bytes, int from) {
        byte[] reversed = new byte[bytes.length - from];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    @Test
    void anotherMessageOrKeyIsNotVerified() {
        SigningKey key = SigningKey.ofSeed(new byte[32]);
        SigningKey other = SigningKey.random(new SecureRandom());
        Signature signature = key.sign(MESSAGE);
        assertThat(key.verifyingKey().verifies(new byte[] {1, 2}, signature)).isFalse();
        assertThat(other.verifyingKey().verifies(MESSAGE, signature)).isFalse();
    }

    @Test
    void aSeedGivesTheSameKeyAgain() {
        SigningKey key = SigningKey.random(new SecureRandom());
        assertThat(SigningKey.ofSeed(key.dangerousSeed()).verifyingKey())
                .isEqualTo(key.verifyingKey());
    }

    @Test
    void theSeedIsNeverPrinted() {
        SigningKey key = SigningKey.ofSeed(new byte[32]);
        assertThat(key).hasToString("SigningKey of " + key.verifyingKey());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void aSeedOfAnotherLengthIsRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.ofSeed(new byte[length]))
                .withMessage("length of a signing key's seed must be 32, got " + length);
    }
}
