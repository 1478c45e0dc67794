package dev.stowage.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `stowage check crowd`.
class CrowdCheckTest {

    private static final int CONTRACTS = Integer.getInteger("stowage.crowd.contracts", 150);
    private static final int CUSTOMERS = Integer.getInteger("stowage.crowd.customers", 40);

    @TempDir Path data;

    @Test
    void manyCustomersOfOneSupplierMeetNothingWorseThanBusy() throws Exception {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);

        assertThat(new CrowdCheck(data, CONTRACTS, CUSTOMERS, Clock.systemUTC(), writer).run())
                .as(out.toString())
                .isEmpty();
        assertThat(out.toString()).contains(CONTRACTS + " contracts granted");
    }

    @Test
    void everyCustomerNeedsAContract() {
        PrintWriter nobody = new PrintWriter(new StringWriter());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CrowdCheck(data, 3, 4, Clock.systemUTC(), nobody));
    }
}
