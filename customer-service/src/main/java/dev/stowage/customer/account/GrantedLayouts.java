package dev.stowage.customer.account;

import dev.stowage.customer.contract.Contracts;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Layouts of one account for which suppliers have granted contracts that are not firm yet.
public final class GrantedLayouts {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// A contract that is about to lapse is of no use to a file that is about to be stored.
    private static final Duration MARGIN = Duration.ofMinutes(20);

    /// After others were looked for in vain.
    private static final Duration REST = Duration.ofMinutes(1);

    private final ReentrantLock making = new ReentrantLock(true);
    private final Map<Layout, Grant> granted = new LinkedHashMap<>();
    private final Map<Layout, Instant> alone = new LinkedHashMap<>();

    private record Grant(Contracts contracts, Instant until) {}

    /// A granted layout for which there is time enough.
    public synchronized Optional<Layout> find(Predicate<Layout> wanted, Instant now) {
        granted.values().removeIf(grant -> now.isAfter(grant.until));
        return granted.entrySet().stream()
                .filter(entry -> now.isBefore(entry.getValue().until.minus(MARGIN)))
                .map(Map.Entry::getKey)
                .filter(wanted)
                .findFirst();
    }

    /// Makes a layout while nobody else does for this account.
    ///
    /// @throws Fault `timed-out` if others take too long
    public Layout alone(Supplier<Layout> make) {
        try {
            if (!making.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw tooLong();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw tooLong();
        }
        try {
            return make.get();
        } finally {
            making.unlock();
        }
    }

    /// There is no other layout like this one: for a minute nobody need look again.
    public synchronized void leaveAlone(Layout layout, Instant now) {
        alone.put(layout, now.plus(REST));
    }

    /// Whether that was so a short while ago.
    public synchronized boolean isAlone(Layout layout, Instant now) {
        alone.values().removeIf(now::isAfter);
        return alone.containsKey(layout);
    }

    private static Fault tooLong() {
        return new Fault(
                FaultCode.TIMED_OUT,
                "contracts for layouts of this account were under way for %d s: try again"
                        .formatted(PATIENCE.toSeconds()));
    }

    /// Suppliers have granted a layout.
    public synchronized void add(Layout layout, Contracts contracts, Instant until) {
        granted.put(layout, new Grant(contracts, until));
    }

    /// Leaves a head with the suppliers of the layouts that it names, so that their contracts
    /// become firm. Who does not answer is asked again with the next head.
    public void confirm(CountersignedHead head) {
        for (Layout layout : namedBy(head)) {
            Grant grant = grant(layout);
            if (grant != null && grant.contracts.confirm(head)) {
                forget(layout);
            }
        }
    }

    private synchronized List<Layout> namedBy(CountersignedHead head) {
        List<Layout> named = new ArrayList<>(granted.keySet());
        named.retainAll(head.head().layouts());
        return named;
    }

    private synchronized @Nullable Grant grant(Layout layout) {
        return granted.get(layout);
    }

    private synchronized void forget(Layout layout) {
        granted.remove(layout);
    }
}
