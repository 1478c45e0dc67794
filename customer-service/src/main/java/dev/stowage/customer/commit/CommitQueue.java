package dev.stowage.customer.commit;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Who waits for the next commit of one account, and whose turn it is to do it.
final class CommitQueue {

    private static final int MOST_CHANGES = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AccountNumber account;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final SequencedSet<Ticket> waiting = new LinkedHashSet<>();
    private int users;

    CommitQueue(AccountNumber account) {
        this.account = account;
    }

    /// One more uses this queue.
    CommitQueue entered() {
        users++;
        return this;
    }

    /// One less uses this queue.
    boolean isLeftByAll() {
        users--;
        return users == 0;
    }

    synchronized void add(Ticket ticket) {
        waiting.add(ticket);
    }

    synchronized boolean holds(Ticket ticket) {
        return waiting.contains(ticket);
    }

    /// As many as go into one commit, first come, first served.
    synchronized List<Ticket> drain() {
        int count = 0;
        long bytes = 0;
        long most = 0;
        for (Ticket ticket : waiting) {
            bytes += ticket.proposal().packedBytes();
            most = Math.max(most, ticket.proposal().togetherBytes());
            if (count == MOST_CHANGES || (count > 0 && bytes > most)) {
                break;
            }
            count++;
        }
        List<Ticket> drained = waiting.stream().limit(count).toList();
        drained.forEach(waiting::remove);
        return drained;
    }

    /// @throws Fault `timed-out` if commits are under way for too long; then the ticket waits no
    ///   more
    void takeTurn(Ticket ticket) {
        try {
            takeTurn();
        } catch (Fault fault) {
            synchronized (this) {
                waiting.remove(ticket);
            }
            throw fault;
        }
    }

    void takeTurn() {
        try {
            if (turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new Fault(
                FaultCode.TIMED_OUT,
                "commits of account %s were under way for %d s: try again"
                        .formatted(account, PATIENCE.toSeconds()));
    }

    void giveTurn() {
        turn.unlock();
    }
}
