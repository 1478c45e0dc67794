package dev.stowage.supplier.contract;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.VerifyingKey;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A contract as the database keeps it.
@Entity
@Table(name = "contract")
class ContractRow {

    @Id private long account;

    @Column(name = "signing_key")
    private byte[] key;

    private long quota;
    private @Nullable Instant lapsesAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "contract_carrier", joinColumns = @JoinColumn(name = "account"))
    @Column(name = "carrier")
    private Set<Long> carriers = new HashSet<>();

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields
    protected ContractRow() {}

    ContractRow(Contract contract) {
        this.account = contract.account().value();
        this.key = contract.key().toBytes();
        this.quota = contract.quota();
        this.lapsesAt = contract.lapsesAt();
        contract.carriers().forEach(carrier -> carriers.add(carrier.value()));
    }

    Contract toContract() {
        return new Contract(
                new AccountNumber(account),
                VerifyingKey.of(key),
                quota,
                carriers.stream().map(CarrierId::new).collect(Collectors.toSet()),
                lapsesAt);
    }
}
