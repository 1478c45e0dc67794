package dev.stowage.supplier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.database.Database;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractRepositoryTest {

    private static final SampleAccount ACCOUNT = new SampleAccount(12);
    private static final SampleAccount OTHER = new SampleAccount(4_000_000_000L);
    private static final Instant SOON = Instant.parse("2026-11-21T10:15:30.123456789Z");

    @TempDir Path directory;
    private Database database;

    @BeforeEach
    void open() throws SQLException {
        database = Database.open(directory.resolve("supplier"), "db/supplier");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsEveryTermAsItWas() throws Exception {
        Contract lapsing = contract(ACCOUNT, 5000, SOON, 0, 8, Long.MAX_VALUE);
        Contract firm = contract(OTHER, Long.MAX_VALUE, null, 3);
        repository().save(lapsing);
        repository().save(firm);

        close();
        open();

        assertThat(repository().all()).containsExactlyInAnyOrder(lapsing, firm);
    }

    @Test
    void aNewerContractTakesThePlaceOfTheOlder() {
        Contract other = contract(OTHER, 1, SOON, 1, 2);
        repository().save(other);
        repository().save(contract(ACCOUNT, 5000, SOON, 1, 2));

        Contract newer = contract(ACCOUNT, 6000, null, 2, 3, 4);
        repository().save(newer);

        assertThat(repository().all()).containsExactlyInAnyOrder(newer, other);
    }

    @Test
    void newTermsKeepTheCarriers() {
        repository().save(contract(ACCOUNT, 5000, SOON, 1, 2));

        Contract firm = contract(ACCOUNT, 5000, null, 1, 2);
        repository().saveTermsOf(firm);

        assertThat(repository().all()).containsExactly(firm);
    }

    @Test
    void coversAsManyCarriersAsTheWidestGroupHas() {
        Contract wide = contract(ACCOUNT, 5000, SOON, LongStream.range(8, 131_080).toArray());
        repository().save(wide);

        assertThat(repository().all()).containsExactly(wide);
    }

    @Test
    void forgetsOneContractAndNoOther() {
        Contract other = contract(OTHER, 1, SOON, 1, 2);
        repository().save(other);
        repository().save(contract(ACCOUNT, 5000, SOON, 1, 2));

        repository().delete(ACCOUNT.number());
        repository().delete(new AccountNumber(99));

        assertThat(repository().all()).containsExactly(other);
    }

    @Test
    void aContractThatCannotBeKeptChangesNothingOfTheOneThatStands() {
        Contract standing = contract(ACCOUNT, 5000, SOON, 1, 2);
        repository().save(standing);
        database.client()
                .sql("alter table contract_carrier add constraint few check (carrier < 100)")
                .update();

        assertThatThrownBy(() -> repository().save(contract(ACCOUNT, 6000, null, 3, 100)))
                .hasMessageContaining("FEW");

        assertThat(repository().all()).isEqualTo(List.of(standing));
    }

    private ContractRepository repository() {
        return new ContractRepository(database);
    }

    private static Contract contract(
            SampleAccount account, long quota, @Nullable Instant lapsesAt, long... carriers) {
        Set<CarrierId> covered =
                LongStream.of(carriers).mapToObj(CarrierId::new).collect(Collectors.toSet());
        return new Contract(
                account.number(), account.key().verifyingKey(), quota, covered, lapsesAt);
    }
}
