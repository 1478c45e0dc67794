package dev.stowage.supplier.contract;

import dev.stowage.database.Database;
import dev.stowage.format.address.AccountNumber;
import jakarta.persistence.EntityManager;
import java.util.List;

/// The contracts in the supplier's database. Changes are durable when they return.
public final class ContractRepository {

    private final Database database;
    private final EntityManager entities;

    public ContractRepository(Database database) {
        this.database = database;
        this.entities = database.entityManager();
    }

    List<Contract> all() {
        return database.reading()
                .execute(
                        _ ->
                                entities
                                        .createQuery("from ContractRow", ContractRow.class)
                                        .getResultList()
                                        .stream()
                                        .map(ContractRow::toContract)
                                        .toList());
    }

    void save(Contract contract) {
        database.writing().executeWithoutResult(_ -> entities.merge(new ContractRow(contract)));
    }

    void delete(AccountNumber account) {
        database.writing()
                .executeWithoutResult(
                        _ -> {
                            ContractRow row = entities.find(ContractRow.class, account.value());
                            if (row != null) {
                                entities.remove(row);
                            }
                        });
    }
}
