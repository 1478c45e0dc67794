package dev.stowage.customer.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.signature.Digest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReprDigestTest {

    private static final Digest DIGEST = Digest.of(ByteBuffer.wrap(new byte[] {1, 2, 3}));

    @Test
    void readsWhatItWrites() {
        assertThat(ReprDigest.parse(ReprDigest.format(DIGEST))).contains(DIGEST);
    }

    @Test
    void findsItsAlgorithmAmongOthers() {
        String header = "sha-512=:AAAA:, " + ReprDigest.format(DIGEST) + ", id=:AQ==:";

        assertThat(ReprDigest.parse(header)).contains(DIGEST);
        assertThat(ReprDigest.parse("sha-512=:AAAA:")).isEmpty();
        assertThat(ReprDigest.parse(null)).isEmpty();
    }

    @Test
    void refusesWhatIsNoDigest() {
        for (String header :
                new String[] {
                    "sha-256=:AAAA:", "sha-256=nonsense", "sha-256=:%%%:", "id=:AQ==:, sha-256=AAAA"
                }) {
            assertThatThrownBy(() -> ReprDigest.parse(header))
                    .as(header)
                    .hasMessageContaining("invalid-request");
        }
    }
}
