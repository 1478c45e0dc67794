package dev.stowage.customer.commit;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.AccountHead;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// Commits changes, those of one account one group after the other: whoever comes while a commit is
/// under way goes into the next one.
public final class Commits {

    private static final int MOST_CHANGES = 512;
    private static final int MOST_PACKED_BYTES = 4 << 20;
    private static final int TRIES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GroupCommit group;
    private final HeadSwapper swapper;
    private final Map<AccountNumber, Queue> queues = new ConcurrentHashMap<>();

    public Commits(GroupCommit group, HeadSwapper swapper) {
        this.group = group;
        this.swapper = swapper;
    }

    /// Makes a change; when it returns, the change is durable and current.
    public Committed commit(OpenAccount account, Proposal proposal) {
        Ticket ticket = new Ticket(proposal);
        inTurn(
                account,
                queue -> {
                    while (ticket.isOpen()) {
                        group.commit(account, queue.drain());
                    }
                },
                queue -> queue.add(ticket),
                queue -> queue.remove(ticket));
        return ticket.outcome();
    }

    /// Changes the head but not the files.
    ///
    /// @param change gives the head that follows, with the same account file
    public AccountState changeHead(OpenAccount account, UnaryOperator<AccountHead> change) {
        List<AccountState> result = new ArrayList<>(1);
        inTurn(account, _ -> result.add(tryChangeHead(account, change)), _ -> {}, _ -> {});
        return result.getFirst();
    }

    private AccountState tryChangeHead(OpenAccount account, UnaryOperator<AccountHead> change) {
        for (int left = TRIES; ; left--) {
            AccountState base = account.resolveStrictly();
            try {
                AccountHead next = change.apply(base.head());
                return swapper.commit(account, base, next, base.file(), List.of());
            } catch (Fault conflict) {
                if (conflict.code() != FaultCode.HEAD_CONFLICT || left == 0) {
                    throw conflict;
                }
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void on(Queue queue);
    }

    private void inTurn(OpenAccount account, Step work, Step before, Step givenUp) {
        Queue queue = enter(account.number());
        try {
            before.on(queue);
            if (!queue.await()) {
                givenUp.on(queue);
                throw new Fault(
                        FaultCode.TIMED_OUT,
                        "commits of account %s were under way for %d s: try again"
                                .formatted(account.number(), PATIENCE.toSeconds()));
            }
            try {
                work.on(queue);
            } finally {
                queue.leave();
            }
        } finally {
            exit(account.number());
        }
    }

    private Queue enter(AccountNumber account) {
        Queue queue =
                queues.compute(
                        account,
                        (_, known) -> {
                            Queue used = known == null ? new Queue() : known;
                            used.users++;
                            return used;
                        });
        return Objects.requireNonNull(queue);
    }

    private void exit(AccountNumber account) {
        queues.computeIfPresent(account, (_, used) -> --used.users == 0 ? null : used);
    }

    /// Who waits for the next commit of one account.
    private static final class Queue {

        private final ReentrantLock turn = new ReentrantLock(true);
        private final List<Ticket> waiting = new ArrayList<>();
        private int users;

        synchronized void add(Ticket ticket) {
            waiting.add(ticket);
        }

        synchronized void remove(Ticket ticket) {
            waiting.remove(ticket);
        }

        /// As many as go into one commit, first come, first served.
        synchronized List<Ticket> drain() {
            int count = 0;
            long bytes = 0;
            for (Ticket ticket : waiting) {
                bytes += ticket.proposal().packedBytes();
                if (count == MOST_CHANGES || (count > 0 && bytes > MOST_PACKED_BYTES)) {
                    break;
                }
                count++;
            }
            List<Ticket> head = waiting.subList(0, count);
            List<Ticket> drained = List.copyOf(head);
            head.clear();
            return drained;
        }

        boolean await() {
            try {
                return turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        void leave() {
            turn.unlock();
        }
    }
}
