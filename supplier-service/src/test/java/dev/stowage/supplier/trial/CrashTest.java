package dev.stowage.supplier.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrashTest {

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsWhatItAcknowledgedAndNothingByHalves(long seed) throws Exception {
        assertThat(new CrashCampaign(seed, UnaryOperator.identity()).run())
                .as("seed %d", seed)
                .isEmpty();
    }

    @Test
    void theCampaignFindsADiskThatLiesAboutSyncs() throws Exception {
        List<String> violations = new ArrayList<>();
        for (long seed = 0; seed < 10; seed++) {
            violations.addAll(new CrashCampaign(seed, CrashDisk::lieAboutSyncs).run());
        }
        assertThat(violations).anyMatch(each -> each.endsWith(", [LIVING] is [ABSENT]"));
    }
}
