package dev.stowage.supplier.contract;

import dev.stowage.database.Database;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.VerifyingKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The contracts in the supplier's database. Changes are durable when they return.
public final class ContractRepository {

    private final Database database;
    private final JdbcClient client;

    public ContractRepository(Database database) {
        this.database = database;
        this.client = database.client();
    }

    List<Contract> all() {
        return database.reading()
                .execute(
                        _ ->
                                client.sql(
                                                """
                                                select account, signing_key, quota, lapses_at,
                                                       array(select carrier from contract_carrier covered
                                                             where covered.account = contract.account)
                                                       as carriers
                                                from contract
                                                """)
                                        .query((row, _) -> read(row))
                                        .list());
    }

    private static Contract read(ResultSet row) throws SQLException {
        return new Contract(
                new AccountNumber(row.getLong("account")),
                VerifyingKey.of(row.getBytes("signing_key")),
                row.getLong("quota"),
                carriers(row.getObject("carriers", Long[].class)),
                row.getObject("lapses_at", Instant.class));
    }

    private static Set<CarrierId> carriers(Long[] numbers) {
        return Arrays.stream(numbers).map(CarrierId::new).collect(Collectors.toSet());
    }

    void save(Contract contract) {
        database.writing()
                .executeWithoutResult(
                        _ -> {
                            saveTerms(contract);
                            deleteCarriers(contract.account());
                            contract.carriers()
                                    .forEach(carrier -> cover(contract.account(), carrier));
                        });
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

    private void cover(AccountNumber account, CarrierId carrier) {
        client.sql("insert into contract_carrier (account, carrier) values (?, ?)")
                .params(account.value(), carrier.value())
                .update();
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
