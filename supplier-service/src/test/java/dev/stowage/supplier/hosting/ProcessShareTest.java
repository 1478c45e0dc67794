package dev.stowage.supplier.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessShareTest {

    private static final long GB = 1L << 30;

    @Test
    void isAQuarterOfTheHeapAndOfTheFilesDividedAmongTheSuppliers() {
        assertThat(ProcessShare.of(8 * GB, 4096, 1)).isEqualTo(new ProcessShare(2 * GB, 1024, 256));
        assertThat(ProcessShare.of(8 * GB, 4096, 8)).isEqualTo(new ProcessShare(GB / 4, 128, 64));
    }

    @Test
    void hasNoMoreConnectionsThanAnEighthOfTheHeapHasBuffersFor() {
        assertThat(ProcessShare.of(GB / 2, 1 << 20, 1))
                .isEqualTo(new ProcessShare(GB / 8, 1024, 256));
        assertThat(ProcessShare.of(GB / 2, 1 << 20, 8).connections()).isEqualTo(128);
    }

    @Test
    void leavesEnoughToServeSomebody() {
        assertThat(ProcessShare.of(GB / 4, 1024, 64)).isEqualTo(new ProcessShare(8 << 20, 32, 16));
    }

    @Test
    void isNeverMoreThanOneCanServe() {
        assertThat(ProcessShare.of(64 * GB, 1 << 20, 1))
                .isEqualTo(new ProcessShare(16 * GB, 8192, 256));
    }

    @Test
    void isKnownOfThisProcess() {
        assertThat(ProcessShare.ofThisProcess(1).bytes())
                .isEqualTo(Runtime.getRuntime().maxMemory() / 4);
        assertThat(ProcessShare.ofThisProcess(1).connections()).isBetween(32, 8192);
    }
}
