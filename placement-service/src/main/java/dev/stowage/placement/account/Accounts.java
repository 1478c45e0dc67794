package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The accounts and their keys.
public final class Accounts {

    private static final int KEYS_REMEMBERED = 16_384;

    private final AccountRepository accounts;
    private final Clock clock;
    private final Map<AccountNumber, VerifyingKey> keys =
            Collections.synchronizedMap(new RecentKeys());

    Accounts(AccountRepository accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /// @throws Fault `unknown-account`, for a reservation that lapsed, too
    public Account get(AccountNumber number) {
        return accounts.findById(number.value())
                .map(AccountRow::toAccount)
                .filter(account -> !account.lapsed(clock.instant()))
                .orElseThrow(() -> unknown(number));
    }

    /// The key of an account, remembered: it never changes, and a number is never given again.
    public VerifyingKey key(AccountNumber number) {
        VerifyingKey known = keys.get(number);
        if (known != null) {
            return known;
        }
        VerifyingKey key = get(number).key();
        keys.put(number, key);
        return key;
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

    static Fault unknown(AccountNumber number) {
        return new Fault(
                        FaultCode.UNKNOWN_ACCOUNT,
                        "there is no account %s, or its reservation has lapsed".formatted(number))
                .with("account", number.value());
    }

    /// The keys that were asked for last.
    private static final class RecentKeys extends LinkedHashMap<AccountNumber, VerifyingKey> {

        private static final long serialVersionUID = 1;

        RecentKeys() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountNumber, VerifyingKey> eldest) {
            return size() > KEYS_REMEMBERED;
        }
    }
}
