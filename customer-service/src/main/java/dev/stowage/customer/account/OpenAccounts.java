package dev.stowage.customer.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.OwnerKey;
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

    /// The account that is held open, if it is, and its keys have not been replaced as far as is
    /// known here.
    public synchronized Optional<OpenAccount> find(AccountNumber account) {
        return Optional.ofNullable(open.get(account)).filter(each -> !each.isRetired());
    }

    /// The account of this master key, opened if it is not open yet.
    ///
    /// @throws Fault `token-refused` if this is not its master key, `keys-rotated` if it is not any
    ///   more
    public OpenAccount open(AccountNumber account, MasterKey master) {
        return find(account)
                .filter(known -> known.isOpenedBy(master))
                .orElseGet(() -> open(heads.current(account), master));
    }

    /// The account of this head, opened if it is not open yet.
    public OpenAccount open(CountersignedHead head, MasterKey master) {
        AccountKeys keys = keysFor(head.head(), master);
        SignedAccountTokens tokens = tokens(head.head(), keys);
        AccountState state =
                new AccountState(head, files.read(head.head(), keys, tokens, Optional.empty()));
        return keep(opened(master, keys, tokens, state));
    }

    /// The account after a rotation of its keys, in place of what was open by the former ones.
    public OpenAccount succeed(
            OpenAccount former, MasterKey master, AccountKeys keys, AccountState state) {
        former.retire();
        return keep(opened(master, keys, tokens(state.head(), keys), state));
    }

    private AccountKeys keysFor(AccountHead head, MasterKey master) {
        AccountKeys keys = new AccountKeys(master, head.account(), random);
        if (!keys.signingKey().verifyingKey().equals(head.signingKey())) {
            throw head.owner().rotation() == 0
                    ? refused(head.account())
                    : HeadSource.rotated(head.account());
        }
        return head.lineage() == null
                ? keys
                : keys.withRecordKey(keys.unwrapRecordKey(head.lineage().wrappedRecordKey()));
    }

    private SignedAccountTokens tokens(AccountHead head, AccountKeys keys) {
        return new SignedAccountTokens(
                head.account(), head.owner().rotation(), keys.signingKey(), clock);
    }

    private OpenAccount opened(
            MasterKey master, AccountKeys keys, SignedAccountTokens tokens, AccountState state) {
        return new OpenAccount(
                master,
                keys,
                tokens,
                NumberPool.of(keys.account(), placement, tokens, idleRanges, clock),
                heads,
                files,
                state,
                clock);
    }

    /// Of two that were opened at once the first stays, unless the other one's keys are later.
    private synchronized OpenAccount keep(OpenAccount opened) {
        OpenAccount first = open.get(opened.number());
        OwnerKey owner = opened.known().head().owner();
        if (first != null && !owner.isAfter(first.known().head().owner())) {
            if (first.known().head().owner().isAfter(owner)) {
                throw HeadSource.rotated(opened.number());
            }
            return first;
        }
        if (first != null) {
            first.retire();
        }
        open.put(opened.number(), opened);
        spool.deliver(opened.number(), opened::access);
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

    private static Fault refused(AccountNumber account) {
        return new Fault(
                FaultCode.TOKEN_REFUSED,
                "this session does not open account %s".formatted(account));
    }
}
