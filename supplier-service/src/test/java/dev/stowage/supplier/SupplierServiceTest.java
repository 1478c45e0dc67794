package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken.Scope;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import java.nio.file.Path;

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
