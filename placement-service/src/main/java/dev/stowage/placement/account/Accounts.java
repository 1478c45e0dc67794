package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The accounts and their keys.
public final class Accounts {

    private static final int KEYS_REMEMBERED = 16_384;

    private final AccountRepository accounts;
    private final Successions successions;
    private final Claims claims;
    private final Clock clock;
    private final Map<AccountNumber, OwnerKey> owners =
            Collections.synchronizedMap(new RecentKeys());

    Accounts(AccountRepository accounts, Successions successions, Claims claims, Clock clock) {
        this.accounts = accounts;
        this.successions = successions;
        this.claims = claims;
        this.clock = clock;
    }

    /// @throws Fault `unknown-account`, for a reservation that lapsed, too
    public Account get(AccountNumber number) {
        return find(number).orElseThrow(() -> unknown(number));
    }

    /// An account; none for a reservation that lapsed.
    public Optional<Account> find(AccountNumber number) {
        return accounts.findById(number.value())
                .map(AccountRow::toAccount)
                .filter(account -> !account.lapsed(clock.instant()))
                .map(account -> account.ownedBy(successions.owner(number, account.key())));
    }

    /// The key by which an account signs, remembered: only [#succeeded] changes it, and a number is
    /// never given again.
    public OwnerKey owner(AccountNumber number) {
        OwnerKey known = owners.get(number);
        return known == null ? succeeded(number, get(number).owner()) : known;
    }

    /// An account has replaced its keys. An older one that was read before does not come back.
    ///
    /// @return the newest that is known
    public OwnerKey succeeded(AccountNumber number, OwnerKey owner) {
        return owners.merge(number, owner, (known, other) -> other.isAfter(known) ? other : known);
    }

    /// An account is gone.
    public void forget(AccountNumber number) {
        owners.remove(number);
    }

    /// Within a transaction that holds the account's head: refuses whoever was proved by a key that
    /// has been replaced since.
    ///
    /// @throws Fault `keys-rotated`
    public void requireStillOwnedBy(Account account) {
        OwnerKey now = successions.owner(account.number(), account.key());
        if (!now.equals(account.owner())) {
            throw new Fault(
                    FaultCode.KEYS_ROTATED,
                    "the keys of account %s were rotated just now".formatted(account.number()));
        }
    }

    /// Within a transaction: a head has come, the number is the account's for good. Of an account
    /// that is only reserved so far this holds back other heads until the transaction ends.
    ///
    /// @throws Fault `unknown-account` if it has lapsed in the meantime
    public void confirm(Account account) {
        boolean reserved = account.reservedUntil() != null;
        if (reserved && accounts.confirm(account.number().value()) != 1) {
            throw unknown(account.number());
        }
    }

    /// Within a transaction that holds the account's head: from now on the account has a claim on
    /// the carriers of these layouts. That of its reservation it has had before.
    public void claim(AccountNumber number, List<Layout> layouts) {
        if (layouts.size() > 1) {
            claims.add(number, layouts);
        }
    }

    static Fault unknown(AccountNumber number) {
        return new Fault(
                        FaultCode.UNKNOWN_ACCOUNT,
                        "there is no account %s, or its reservation has lapsed".formatted(number))
                .with("account", number.value());
    }

    /// The keys that were asked for last.
    private static final class RecentKeys extends LinkedHashMap<AccountNumber, OwnerKey> {

        private static final long serialVersionUID = 1;

        RecentKeys() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountNumber, OwnerKey> eldest) {
            return size() > KEYS_REMEMBERED;
        }
    }
}
