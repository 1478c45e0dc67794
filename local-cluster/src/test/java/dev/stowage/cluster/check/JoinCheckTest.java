package dev.stowage.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `stowage check join`.
class JoinCheckTest {

    @TempDir Path data;

    @Test
    void nothingIsMovedWhenSuppliersJoinAndNewAccountsUseThem() throws Exception {
        StringWriter out = new StringWriter();

        assertThat(new JoinCheck(data, 4, new PrintWriter(out)).run()).as(out.toString()).isEmpty();
        assertThat(out.toString()).contains("4 joined, an octet was formed: 0 bytes more");
    }
}
