package dev.stowage.customer.commit;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.AccountHead;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// Commits changes, those of one account one group after the other: whoever comes while a commit is
/// under way goes into the next one.
public final class Commits {

    private static final int TRIES = 20;

    private final GroupCommit group;
    private final HeadSwapper swapper;
    private final Map<AccountNumber, CommitQueue> queues = new ConcurrentHashMap<>();

    public Commits(GroupCommit group, HeadSwapper swapper) {
        this.group = group;
        this.swapper = swapper;
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

    /// Changes the head but not the files.
    ///
    /// @param change gives the head that follows, with the same account file
    public AccountState changeHead(OpenAccount account, UnaryOperator<AccountHead> change) {
        CommitQueue queue = enter(account.number());
        try {
            queue.takeTurn();
            try {
                return tryChangeHead(account, change);
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
