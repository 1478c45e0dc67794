package dev.stowage.customer.commit;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.NumberPool;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.AccountHead;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Commits changes, those of one account one group after the other: whoever comes while a commit is
/// under way goes into the next one.
public final class Commits {

    private static final int TRIES = 20;

    private final GroupCommit group;
    private final HeadSwapper swapper;
    private final Snapshots snapshots;
    private final Map<AccountNumber, CommitQueue> queues = new ConcurrentHashMap<>();

    public Commits(GroupCommit group, HeadSwapper swapper, Snapshots snapshots) {
        this.group = group;
        this.swapper = swapper;
        this.snapshots = snapshots;
    }

    /// Makes a change; when it returns, the change is durable and current.
    public Committed commit(OpenAccount account, Proposal proposal) {
        Ticket ticket = new Ticket(proposal);
        CommitQueue queue = enter(account.number());
        try {
            queue.add(ticket);
            Runnable keeping = commitInTurn(account, queue, ticket);
            keeping.run();
            return ticket.outcome();
        } finally {
            exit(account.number());
            snapshots.consider(account, this);
        }
    }

    /// Whoever has the turn commits for all that wait, until his own ticket is among them.
    ///
    /// @return keeps the head and answers: the next commit may begin before
    private Runnable commitInTurn(OpenAccount account, CommitQueue queue, Ticket ticket) {
        queue.takeTurn(ticket);
        try {
            Runnable keeping = () -> {};
            while (queue.holds(ticket)) {
                keeping.run();
                keeping = group.commit(account, queue.drain());
            }
            return keeping;
        } finally {
            queue.giveTurn();
        }
    }

    /// A number for a block that is spread now and named by a later commit: of a range that is
    /// open, so that nobody takes the block for dead meanwhile.
    ///
    /// @throws Fault `placement-away`, `head-conflict`, `timed-out`
    public BlockNumber takeNumber(OpenAccount account) {
        return takeNumbers(account, 1);
    }

    /// The same for so many blocks with consecutive numbers.
    ///
    /// @return the first of them
    BlockNumber takeNumbers(OpenAccount account, int count) {
        for (int left = TRIES; left > 0; left--) {
            Optional<BlockNumber> number = account.numbers().takeOpen(count);
            if (number.isPresent()) {
                return number.get();
            }
            inTurn(account, () -> openNumbers(account, count));
        }
        throw new Fault(
                FaultCode.HEAD_CONFLICT,
                "others opened block numbers of account %s %d times before this service did"
                        .formatted(account.number(), TRIES));
    }

    private AccountState openNumbers(OpenAccount account, int count) {
        NumberPool numbers = account.numbers();
        return numbers.hasOpen(count)
                ? account.known()
                : tryChangeHead(
                        account,
                        head ->
                                head.next(
                                        head.accountFile(),
                                        numbers.openAnother(head.openRanges(), count)));
    }

    /// Changes the head but not the files.
    ///
    /// @param change gives the head that follows, with the same account file
    public AccountState changeHead(OpenAccount account, UnaryOperator<AccountHead> change) {
        return inTurn(account, () -> tryChangeHead(account, change));
    }

    /// Changes the head while nobody else of this service commits for the account.
    AccountState inTurn(OpenAccount account, Supplier<AccountState> change) {
        CommitQueue queue = enter(account.number());
        try {
            queue.takeTurn();
            try {
                return change.get();
            } finally {
                queue.giveTurn();
            }
        } finally {
            exit(account.number());
        }
    }

    private AccountState tryChangeHead(OpenAccount account, UnaryOperator<AccountHead> change) {
        for (int left = TRIES; ; left--) {
            AccountState base = account.resolveStrictly();
            try {
                AccountHead next = change.apply(base.head());
                AccountState now = swapper.swap(account, base, next, base.file(), List.of());
                swapper.keep(account, now);
                return now;
            } catch (Fault conflict) {
                if (conflict.code() != FaultCode.HEAD_CONFLICT || left == 0) {
                    throw conflict;
                }
            }
        }
    }

    private CommitQueue enter(AccountNumber account) {
        return Objects.requireNonNull(
                queues.compute(
                        account,
                        (_, known) ->
                                (known == null ? new CommitQueue(account) : known).entered()));
    }

    private void exit(AccountNumber account) {
        queues.computeIfPresent(account, (_, queue) -> queue.isLeftByAll() ? null : queue);
    }
}
