package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.StoreAnswer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupplierServiceTest {

    @TempDir static Path data;
    static SupplierHouse house;

    @BeforeAll
    static void open() throws Exception {
        house = SupplierHouse.open(data, 3);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void storesAndFetchesOverHttp() {
        SampleAccount account = house.newAccount();
        house.grant(account, 1, 1 << 20);
        FragmentRecord record = account.record(1, 1);

        StoreAnswer answer = house.store(account, 1, record);

        assertThat(answer.stored()).isEqualTo(1);
        assertThat(answer.used()).isEqualTo(record.header().paddedLength());
        FetchOutcome outcome = house.fetch(account, 1, record, 3);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        FetchOutcome.Intact.class,
                        intact ->
                                assertThat(intact.record().flaw(account.key().verifyingKey()))
                                        .isEmpty());
    }
}
