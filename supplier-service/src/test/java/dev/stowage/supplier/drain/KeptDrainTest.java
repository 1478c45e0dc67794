package dev.stowage.supplier.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.signature.ByteString;
import dev.stowage.supplier.drain.KeptDrain.Phase;
import dev.stowage.verification.decoder.DecoderTrial;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeptDrainTest {

    @Test
    void comesBackAsItWas() {
        for (Phase phase : Phase.values()) {
            KeptDrain without = new KeptDrain(phase, null);
            KeptDrain with = new KeptDrain(phase, new UUID(1, 2));
            assertThat(KeptDrain.ofBytes(without.toBytes())).isEqualTo(without);
            assertThat(KeptDrain.ofBytes(with.toBytes())).isEqualTo(with);
        }
    }

    @Test
    void otherBytesAreReadOrRefused() {
        byte[] sample = new KeptDrain(Phase.COPYING, new UUID(1, 2)).toBytes().toArray();

        assertThat(
                        new DecoderTrial(
                                        "kept drain",
                                        each -> KeptDrain.ofBytes(ByteString.of(each)),
                                        Set.of(IllegalArgumentException.class),
                                        64 << 10)
                                .run(sample, 1, 20_000))
                .isEmpty();
    }
}
