package dev.stowage.customer.commit;

import dev.stowage.customer.work.Workers;
import java.util.concurrent.CompletableFuture;

/// A proposal and its outcome to come.
final class Ticket {

    private final Proposal proposal;
    private final CompletableFuture<Committed> outcome = new CompletableFuture<>();

    Ticket(Proposal proposal) {
        this.proposal = proposal;
    }

    Proposal proposal() {
        return proposal;
    }

    void accept(Committed committed) {
        outcome.complete(committed);
    }

    void refuse(RuntimeException reason) {
        outcome.completeExceptionally(reason);
    }

    boolean isOpen() {
        return !outcome.isDone();
    }

    /// The outcome that is there, or the reason why there is none.
    Committed outcome() {
        return Workers.join(outcome);
    }
}
