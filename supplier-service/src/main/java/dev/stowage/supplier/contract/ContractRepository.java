package dev.stowage.supplier.contract;

import dev.stowage.database.Database;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.VerifyingKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The contracts in the supplier's database. Changes are durable when they return.
public final class ContractRepository {

    private static final int CARRIERS_AT_ONCE = 16_384;

    private final Database database;
    private final JdbcClient client;

    public ContractRepository(Database database) {
        this.database = database;
        this.client = database.client();
    }

    List<Contract> all() {
        return database.reading().execute(_ -> read(readCarriers()));
    }

    private Map<Long, Set<CarrierId>> readCarriers() {
        Map<Long, Set<CarrierId>> carriers = new HashMap<>();
        client.sql("select account, carrier from contract_carrier")
                .query(
                        row -> {
                            carriers.computeIfAbsent(row.getLong("account"), _ -> new HashSet<>())
                                    .add(new CarrierId(row.getLong("carrier")));
                        });
        return carriers;
    }

    private List<Contract> read(Map<Long, Set<CarrierId>> carriers) {
        return client.sql("select account, signing_key, quota, lapses_at from contract")
                .query((row, _) -> read(row, carriers))
                .list();
    }

    private static Contract read(ResultSet row, Map<Long, Set<CarrierId>> carriers)
            throws SQLException {
        long account = row.getLong("account");
        return new Contract(
                new AccountNumber(account),
                VerifyingKey.of(row.getBytes("signing_key")),
                row.getLong("quota"),
                carriers.getOrDefault(account, Set.of()),
                row.getObject("lapses_at", Instant.class));
    }

    void save(Contract contract) {
        database.writing()
                .executeWithoutResult(
                        _ -> {
                            saveTerms(contract);
                            deleteCarriers(contract.account());
                            cover(contract);
                        });
    }

    /// Saves a contract whose carriers are those that it had.
    void saveTermsOf(Contract contract) {
        database.writing().executeWithoutResult(_ -> saveTerms(contract));
    }

    private void saveTerms(Contract contract) {
        client.sql(
                        """
                        merge into contract (account, signing_key, quota, lapses_at)
                        key (account) values (:account, :key, :quota, :lapsesAt)
                        """)
                .param("account", contract.account().value())
                .param("key", contract.key().toBytes())
                .param("quota", contract.quota())
                .param("lapsesAt", contract.lapsesAt())
                .update();
    }

    /// In few statements, however many there are.
    private void cover(Contract contract) {
        Long[] carriers =
                contract.carriers().stream().map(CarrierId::value).sorted().toArray(Long[]::new);
        for (int first = 0; first < carriers.length; first += CARRIERS_AT_ONCE) {
            int end = Math.min(carriers.length, first + CARRIERS_AT_ONCE);
            client.sql(
                            """
                            insert into contract_carrier (account, carrier)
                            select cast(? as bigint), carrier
                            from unnest(cast(? as bigint array)) as covered (carrier)
                            """)
                    .param(contract.account().value())
                    .param(Arrays.copyOfRange(carriers, first, end))
                    .update();
        }
    }

    void delete(AccountNumber account) {
        database.writing()
                .executeWithoutResult(
                        _ -> {
                            deleteCarriers(account);
                            client.sql("delete from contract where account = ?")
                                    .param(account.value())
                                    .update();
                        });
    }

    private void deleteCarriers(AccountNumber account) {
        client.sql("delete from contract_carrier where account = ?")
                .param(account.value())
                .update();
    }
}
