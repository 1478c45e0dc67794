package dev.stowage.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `stowage check rebuild`; it measures, and judges only what is not a matter of
/// the machine.
class RebuildCheckTest {

    private static final long LOST_BYTES = 8 << 20;

    @TempDir Path data;

    @Test
    void whatASupplierHeldIsMadeAgainWithoutACustomerServiceAndBesideReadersAndWriters()
            throws Exception {
        StringWriter out = new StringWriter();

        assertThat(new RebuildCheck(data, LOST_BYTES, false, new PrintWriter(out)).run())
                .as(out.toString())
                .isEmpty();
        assertThat(out.toString()).contains("every file is equal");
    }
}
