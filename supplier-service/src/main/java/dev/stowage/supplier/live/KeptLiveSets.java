package dev.stowage.supplier.live;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.Facts;
import java.util.List;
import java.util.Set;

/// The newest live sets of accounts, as facts of the log.
final class KeptLiveSets {

    private final Facts facts;

    KeptLiveSets(Facts facts) {
        this.facts = facts;
    }

    /// Who has left any.
    Set<AccountNumber> accounts() {
        return facts.accounts(FactKind.LIVE_SETS);
    }

    /// Those of an account, in the order of their groups.
    List<SignedLiveSet> of(AccountNumber account) {
        return facts.newest(FactKind.LIVE_SETS, account)
                .map(fact -> LiveSetsContent.ofBytes(fact.content()))
                .orElse(List.of());
    }

    /// Keeps those of an account durably, instead of all before.
    void keep(AccountNumber account, List<SignedLiveSet> sets) {
        facts.keep(new Fact(FactKind.LIVE_SETS, account, LiveSetsContent.toBytes(sets)));
    }
}
