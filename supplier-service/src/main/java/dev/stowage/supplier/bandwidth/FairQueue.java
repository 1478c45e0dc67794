package dev.stowage.supplier.bandwidth;

import dev.stowage.format.address.AccountNumber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whose bytes pass next, when only so many may in a second: each customer who waits gets the same
/// share, however many requests he has waiting and however large they are. Not safe for several
/// threads.
///
/// Start-time fair queuing (Goyal, Vin and Cheng, 1996): a request is stamped with the bytes that
/// its customer had asked for before, not less than the stamp of what passes now; the lowest stamp
/// goes first.
final class FairQueue {

    private static final int MOST_RESTING = 1024;

    private final Rate total;
    private final long ofCustomer;
    private final Map<AccountNumber, Customer> customers = new HashMap<>();
    private final List<Turn> waiting = new ArrayList<>();
    private long passing;

    /// @param now nanoseconds of a clock that never goes back, here and below
    FairQueue(Bandwidth bandwidth, long now) {
        this.total = new Rate(bandwidth.total(), now);
        this.ofCustomer = bandwidth.ofCustomer();
    }

    private static final class Customer {

        private final Rate rate;
        private long asked;
        private int waiting;

        Customer(Rate rate) {
            this.rate = rate;
        }
    }

    /// A request that waits, or has passed.
    static final class Turn {

        private final Customer customer;
        private final long bytes;
        private final long stamp;
        private boolean passed;

        private Turn(Customer customer, long bytes, long stamp) {
            this.customer = customer;
            this.bytes = bytes;
            this.stamp = stamp;
        }

        boolean hasPassed() {
            return passed;
        }
    }

    /// Requests that wait.
    int length() {
        return waiting.size();
    }

    /// Takes a request in.
    Turn enter(AccountNumber account, long bytes, long now) {
        if (customers.size() > MOST_RESTING) {
            customers.values().removeIf(each -> each.waiting == 0 && each.rate.pause(now) == 0);
        }
        Customer customer =
                customers.computeIfAbsent(account, _ -> new Customer(new Rate(ofCustomer, now)));
        Turn turn = new Turn(customer, bytes, Math.max(passing, customer.asked));
        customer.asked = turn.stamp + bytes;
        customer.waiting++;
        waiting.add(turn);
        return turn;
    }

    /// Gives up a request that waits: its bytes are not held against its customer.
    void leave(Turn turn) {
        if (waiting.remove(turn)) {
            turn.customer.waiting--;
            turn.customer.asked -= turn.bytes;
        }
    }

    /// Lets pass whatever may pass now.
    ///
    /// @return nanoseconds until more may; [Long#MAX_VALUE] if nobody waits
    long advance(long now) {
        while (total.pause(now) == 0) {
            Optional<Turn> next =
                    waiting.stream()
                            .filter(turn -> turn.customer.rate.pause(now) == 0)
                            .min(Comparator.comparingLong(turn -> turn.stamp));
            if (next.isEmpty()) {
                break;
            }
            pass(next.get(), now);
        }
        return waiting.stream()
                .mapToLong(turn -> leastPause(turn, now))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /// Nanoseconds that a request waits at least, if all others give up.
    long leastPause(Turn turn, long now) {
        return Math.max(total.pause(now), turn.customer.rate.pause(now));
    }

    private void pass(Turn turn, long now) {
        waiting.remove(turn);
        turn.customer.waiting--;
        total.passed(turn.bytes, now);
        turn.customer.rate.passed(turn.bytes, now);
        passing = Math.max(passing, turn.stamp);
        turn.passed = true;
    }
}
