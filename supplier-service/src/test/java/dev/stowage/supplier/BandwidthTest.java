package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchOutcome.Intact;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A supplier that lets a byte of each customer in and out in a second, over HTTP: the first batch
/// passes, and what comes after it would wait too long.
class BandwidthTest {

    private static final long QUOTA = 1 << 20;

    @TempDir static Path data;

    static SupplierHouse house;

    @BeforeAll
    static void open() throws Exception {
        house =
                SupplierHouse.open(
                        data,
                        1,
                        Map.of(
                                "stowage.supplier.customer-receive-limit", "1B",
                                "stowage.supplier.customer-send-limit", "1B"));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void recordsThatComeInAreLimitedForEachCustomer() {
        SampleAccount greedy = house.newAccount();
        SampleAccount other = house.newAccount();
        house.grant(greedy, 0, QUOTA);
        house.grant(other, 0, QUOTA);

        assertThat(house.store(greedy, 0, greedy.record(1, 0)).stored()).isEqualTo(1);

        assertBusy(() -> house.store(greedy, 0, greedy.record(2, 0)));
        assertThat(house.store(other, 0, other.record(1, 0)).stored()).isEqualTo(1);
    }

    @Test
    void recordsThatGoOutAreLimitedForEachCustomer() {
        SampleAccount account = house.newAccount();
        house.grant(account, 0, QUOTA);
        house.store(account, 0, account.record(1, 0));

        assertThat(house.fetch(account, 0, account.record(1, 0), 3)).isInstanceOf(Intact.class);

        assertBusy(() -> house.fetch(account, 0, account.record(1, 0), 3));
    }

    private static void assertBusy(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class, busy -> assertThat(busy.code()).isEqualTo(FaultCode.BUSY))
                .hasMessageContaining("bandwidth");
    }
}
