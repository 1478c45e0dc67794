package dev.stowage.customer.session;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/// Slows down whoever guesses passwords: so many failures of one account in a minute, then none are
/// checked.
final class FailureLimit {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_ACCOUNTS = 10_000;

    private final int most;
    private final Clock clock;
    private final Map<AccountNumber, Deque<Instant>> failures =
            new LinkedHashMap<>(16, 0.75f, true);

    /// @param most failures of one account in a minute
    FailureLimit(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /// @throws Fault `too-many-requests`
    synchronized void requireFew(AccountNumber account) {
        Deque<Instant> recent = failures.get(account);
        if (recent == null) {
            return;
        }
        Instant since = clock.instant().minus(PERIOD);
        while (!recent.isEmpty() && recent.getFirst().isBefore(since)) {
            recent.removeFirst();
        }
        if (recent.size() >= most) {
            throw new Fault(
                            FaultCode.TOO_MANY_REQUESTS,
                            "%d wrong passwords for account %s within %d s: wait a minute"
                                    .formatted(recent.size(), account, PERIOD.toSeconds()))
                    .with("failures", recent.size());
        }
    }

    synchronized void failed(AccountNumber account) {
        failures.computeIfAbsent(account, _ -> new ArrayDeque<>()).addLast(clock.instant());
        if (failures.size() > MOST_ACCOUNTS) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    synchronized void succeeded(AccountNumber account) {
        failures.remove(account);
    }
}
