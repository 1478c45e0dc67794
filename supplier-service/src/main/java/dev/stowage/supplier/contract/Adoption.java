package dev.stowage.supplier.contract;

import dev.stowage.format.address.AccountNumber;
import java.time.Duration;
import java.util.List;

/// Lets one volume take over the contracts of another one of the same supplier: what placement
/// ordered there is granted here. Done once more it changes nothing.
///
/// @param from which grants them, too, until it leaves them
public record Adoption(Contracts from, Contracts to) {

    /// What a volume must be able to grant to take over all contracts of another one.
    public static long needed(Contracts from) {
        return from.all().stream().mapToLong(account -> needed(from, account)).sum();
    }

    private static long needed(Contracts from, AccountNumber account) {
        return Math.max(from.quotaOf(account), from.used(account));
    }

    /// Keeps room for what has not been taken over yet.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `contract-refused` if there is too little
    public void reserve() {
        to.allocation.reserve(
                from.all().stream()
                        .filter(account -> !isDone(account))
                        .mapToLong(account -> needed(from, account))
                        .sum());
    }

    private boolean isDone(AccountNumber account) {
        return orders(to, account).containsAll(orders(from, account));
    }

    private static List<String> orders(Contracts volume, AccountNumber account) {
        return volume.kept.find(account).map(KeptContract::orders).orElse(List.of());
    }

    /// Takes over a contract. Its times are those of another volume's clock.
    public void take(AccountNumber account) {
        Duration ahead = Duration.between(from.time.instant(), to.time.instant());
        if (!isDone(account)) {
            from.kept
                    .find(account)
                    .map(there -> there.shifted(ahead))
                    .ifPresent(coming -> to.turns.inTurn(account, () -> add(account, coming)));
        }
    }

    private void add(AccountNumber account, KeptContract coming) {
        KeptContract both =
                to.find(account)
                        .flatMap(_ -> to.kept.find(account))
                        .map(here -> here.and(coming))
                        .orElse(coming);
        Contract contract = both.contract();
        to.kept.keep(account, both);
        to.allocation.adopt(account, to.quotaOf(account), contract.quota());
        to.believe(contract);
    }

    /// Gives up all that was taken over.
    public void undo() {
        for (AccountNumber account : from.all()) {
            if (to.has(account) && isDone(account)) {
                to.turns.inTurn(account, () -> withdraw(account));
            }
        }
        to.allocation.reserve(0);
    }

    private void withdraw(AccountNumber account) {
        List<String> theirs = orders(from, account);
        to.kept
                .find(account)
                .map(here -> here.without(theirs))
                .filter(left -> !left.orders().isEmpty())
                .ifPresentOrElse(left -> replace(account, left), () -> to.forget(account));
    }

    private void replace(AccountNumber account, KeptContract left) {
        Contract contract = left.contract();
        to.allocation.change(
                account, to.quotaOf(account), contract.quota(), () -> to.kept.keep(account, left));
        to.believe(contract);
    }
}
