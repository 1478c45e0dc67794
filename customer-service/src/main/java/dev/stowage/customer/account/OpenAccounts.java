package dev.stowage.customer.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.key.MasterKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.transfer.spool.Spool;
import dev.stowage.transfer.token.SignedAccountTokens;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The accounts that are held open, bounded in number and bytes; those least used go first.
public final class OpenAccounts {

    private final PlacementApi placement;
    private final HeadSource heads;
    private final AccountFiles files;
    private final Spool spool;
    private final SecureRandom random;
    private final Duration idleRanges;
    private final Clock clock;
    private final int mostAccounts;
    private final long mostBytes;
    private final Map<AccountNumber, OpenAccount> open = new LinkedHashMap<>(16, 0.75f, true);

    /// @param idleRanges after which block numbers of others are closed that did not move
    /// @param mostAccounts held open at once
    /// @param mostBytes of catalogues in memory, roughly; one account may be larger
    public OpenAccounts(
            PlacementApi placement,
            HeadSource heads,
            AccountFiles files,
            Spool spool,
            SecureRandom random,
            Duration idleRanges,
            Clock clock,
            int mostAccounts,
            long mostBytes) {
        this.placement = placement;
        this.heads = heads;
        this.files = files;
        this.spool = spool;
        this.random = random;
        this.idleRanges = idleRanges;
        this.clock = clock;
        this.mostAccounts = mostAccounts;
        this.mostBytes = mostBytes;
    }

    /// The account that is held open, if it is.
    public synchronized Optional<OpenAccount> find(AccountNumber account) {
        return Optional.ofNullable(open.get(account));
    }

    /// The account of this master key, opened if it is not open yet.
    ///
    /// @throws Fault `token-refused` if this is not its master key
    public OpenAccount open(AccountNumber account, MasterKey master) {
        OpenAccount known = find(account).orElse(null);
        if (known != null) {
            return requireOpenedBy(master, known);
        }
        return open(heads.current(account), master);
    }

    /// The account of this head, opened if it is not open yet.
    public OpenAccount open(CountersignedHead head, MasterKey master) {
        AccountNumber account = head.head().account();
        AccountKeys keys = new AccountKeys(master, account, random);
        if (!keys.signingKey().verifyingKey().equals(head.head().signingKey())) {
            throw refused(account);
        }
        SignedAccountTokens tokens = new SignedAccountTokens(account, keys.signingKey(), clock);
        OpenAccount opened =
                new OpenAccount(
                        master,
                        keys,
                        tokens,
                        NumberPool.of(account, placement, tokens, idleRanges, clock),
                        heads,
                        files,
                        head);
        return keep(opened);
    }

    private synchronized OpenAccount keep(OpenAccount opened) {
        OpenAccount first = open.putIfAbsent(opened.number(), opened);
        if (first != null) {
            return first;
        }
        spool.deliver(opened.tokens());
        shrink(opened);
        return opened;
    }

    private void shrink(OpenAccount newest) {
        long bytes = open.values().stream().mapToLong(OpenAccount::footprint).sum();
        Iterator<OpenAccount> leastUsed = open.values().iterator();
        while ((open.size() > mostAccounts || bytes > mostBytes) && leastUsed.hasNext()) {
            OpenAccount each = leastUsed.next();
            if (!each.number().equals(newest.number())) {
                bytes -= each.footprint();
                leastUsed.remove();
                spool.hold(each.number());
            }
        }
    }

    /// How many accounts are held open.
    public synchronized int size() {
        return open.size();
    }

    private static OpenAccount requireOpenedBy(MasterKey master, OpenAccount account) {
        if (!account.isOpenedBy(master)) {
            throw refused(account.number());
        }
        return account;
    }

    private static Fault refused(AccountNumber account) {
        return new Fault(
                FaultCode.TOKEN_REFUSED,
                "this session does not open account %s".formatted(account));
    }
}
