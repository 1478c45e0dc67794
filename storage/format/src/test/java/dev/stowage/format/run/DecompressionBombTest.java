package dev.stowage.format.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.address.Address;
import dev.stowage.format.key.FileKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.Deflater;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.junit.jupiter.api.Test;

/// Runs that are encrypted rightly by someone who has the key, but lie about what is in them.
class DecompressionBombTest {

    private static final Address ADDRESS = Address.valueOf("00000080000000000010000000000008");

    private final SeededRandom random = new SeededRandom(2);
    private final FileKey key = FileKey.random(random);

    @Test
    void theForgerKnowsHisTrade() throws GeneralSecurityException {
        byte[] content = new byte[5000];
        Arrays.fill(content, (byte) 'x');
        assertThat(read(forge(5000, deflate(content)), 5000)).isEqualTo(content);
    }

    @Test
    void neverMoreIsGivenThanTheHeaderSays() throws GeneralSecurityException {
        byte[] run = forge(100_000, deflate(new byte[50_000_000]));
        ByteBuffer target = ByteBuffer.allocate(200_000);
        Arrays.fill(target.array(), (byte) 0x5A);
        assertThatExceptionOfType(UnreadableRunException.class).isThrownBy(() -> read(run, target));
        for (int i = 100_000; i < 200_000; i++) {
            assertThat(target.get(i)).isEqualTo((byte) 0x5A);
        }
    }

    @Test
    void oneByteTooManyOrTooFewIsRefused() throws GeneralSecurityException {
        byte[] packed = deflate(new byte[5000]);
        for (int stated : new int[] {1000, 4999, 5001, 6000}) {
            byte[] run = forge(stated, packed);
            assertThatExceptionOfType(UnreadableRunException.class)
                    .isThrownBy(() -> read(run, 6000))
                    .withMessage("a run does not decompress");
        }
    }

    @Test
    void bytesBehindTheEndAreRefused() throws GeneralSecurityException {
        byte[] packed = deflate(new byte[5000]);
        byte[] run = forge(5000, Arrays.copyOf(packed, packed.length + 1));
        assertThatExceptionOfType(UnreadableRunException.class).isThrownBy(() -> read(run, 5000));
    }

    @Test
    void aStreamThatIsCutAnywhereIsRefused() throws GeneralSecurityException {
        byte[] packed = deflate(random.bytes(300));
        for (int length = 1; length < packed.length; length++) {
            byte[] run = forge(310, Arrays.copyOf(packed, length));
            assertThatExceptionOfType(UnreadableRunException.class)
                    .isThrownBy(() -> read(run, 310));
        }
    }

    @Test
    void noiseIsNoStream() throws GeneralSecurityException {
        for (int i = 0; i < 200; i++) {
            byte[] run = forge(5000, random.bytes(50));
            assertThatExceptionOfType(UnreadableRunException.class)
                    .isThrownBy(() -> read(run, 5000));
        }
    }

    @Test
    void aLengthBeyondTheLongestRunIsRefused() throws GeneralSecurityException {
        byte[] packed = deflate(new byte[100]);
        for (int stated : new int[] {0, -1, Integer.MIN_VALUE, RunCodec.MAX_PLAIN_BYTES + 1}) {
            byte[] run = forge(stated, packed);
            assertThatExceptionOfType(UnreadableRunException.class)
                    .isThrownBy(() -> read(run, 100))
                    .withMessageContaining("cannot hold " + stated);
        }
    }

    private byte[] forge(int statedLength, byte[] packed) throws GeneralSecurityException {
        byte[] nonce = random.bytes(12);
        ByteBuffer associated = ByteBuffer.allocate(42);
        associated.put((byte) 1).put((byte) 1).putInt(statedLength).put(nonce);
        ADDRESS.writeTo(associated);
        associated.putInt(0);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE, key.dangerousCipherKey(), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(associated.array());
        byte[] encrypted = cipher.doFinal(packed);
        return ByteBuffer.allocate(18 + encrypted.length)
                .put(associated.array(), 0, 18)
                .put(encrypted)
                .array();
    }

    private static byte[] deflate(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
            deflater.setInput(content);
            deflater.finish();
            byte[] room = new byte[8192];
            while (!deflater.finished()) {
                packed.write(room, 0, deflater.deflate(room));
            }
        }
        return packed.toByteArray();
    }

    private byte[] read(byte[] run, int plainLength) {
        ByteBuffer target = ByteBuffer.allocate(plainLength);
        read(run, target);
        return Arrays.copyOf(target.array(), target.position());
    }

    private void read(byte[] run, ByteBuffer target) {
        try (RunCodec codec = new RunCodec(random)) {
            codec.readRun(ByteBuffer.wrap(run), key, ADDRESS, 0, target);
        }
    }
}
