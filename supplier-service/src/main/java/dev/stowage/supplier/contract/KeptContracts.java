package dev.stowage.supplier.contract;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.Facts;
import java.util.List;
import java.util.Optional;

/// The contracts in the log. Changes are durable when they return. One that is over is kept as a
/// fact without content.
final class KeptContracts {

    private static final ByteString OVER = ByteString.of(new byte[0]);

    private final Facts facts;

    KeptContracts(Facts facts) {
        this.facts = facts;
    }

    List<Contract> readAll() {
        return facts.readAll(FactKind.CONTRACT).stream()
                .filter(fact -> !fact.content().equals(OVER))
                .map(fact -> KeptContract.ofBytes(fact.content()).contract())
                .toList();
    }

    /// Keeps a contract that was ordered.
    void keep(Contract contract, String order) {
        keep(contract.account(), KeptContract.of(contract, order).toBytes());
    }

    /// Keeps what became of a contract; its order stands.
    void change(Contract contract) {
        keep(contract.account(), kept(contract.account()).with(contract).toBytes());
    }

    void forget(AccountNumber account) {
        keep(account, OVER);
    }

    private void keep(AccountNumber account, ByteString content) {
        facts.keep(new Fact(FactKind.CONTRACT, account, content));
    }

    /// Keeps a contract with all that was ordered.
    void keep(AccountNumber account, KeptContract contract) {
        keep(account, contract.toBytes());
    }

    Optional<KeptContract> find(AccountNumber account) {
        return facts.newest(FactKind.CONTRACT, account)
                .filter(fact -> !fact.content().equals(OVER))
                .map(fact -> KeptContract.ofBytes(fact.content()));
    }

    private KeptContract kept(AccountNumber account) {
        return find(account)
                .orElseThrow(
                        () ->
                                new Fault(
                                        FaultCode.INTERNAL,
                                        "the contract with account %s cannot be read"
                                                .formatted(account)));
    }
}
