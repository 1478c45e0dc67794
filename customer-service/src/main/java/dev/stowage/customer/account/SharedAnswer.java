package dev.stowage.customer.account;

import dev.stowage.customer.work.Workers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One answer for all that ask at the same time. Nobody gets an answer to a question that was put
/// before he asked.
final class SharedAnswer<T> {

    private final Supplier<T> question;
    private final ReentrantLock asking = new ReentrantLock(true);
    private @Nullable CompletableFuture<T> next;

    SharedAnswer(Supplier<T> question) {
        this.question = question;
    }

    T get() {
        Seat<T> seat = joinNext();
        if (seat.first()) {
            ask(seat.answer());
        }
        return Workers.join(seat.answer());
    }

    /// @param first whether this one puts the question for all
    private record Seat<T>(CompletableFuture<T> answer, boolean first) {}

    private synchronized Seat<T> joinNext() {
        if (next != null) {
            return new Seat<>(next, false);
        }
        next = new CompletableFuture<>();
        return new Seat<>(next, true);
    }

    private synchronized void closeNext() {
        next = null;
    }

    private void ask(CompletableFuture<T> answer) {
        asking.lock();
        try {
            closeNext();
            answer.complete(question.get());
        } catch (Throwable failure) {
            answer.completeExceptionally(failure);
        } finally {
            asking.unlock();
        }
    }
}
