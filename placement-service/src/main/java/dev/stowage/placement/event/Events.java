package dev.stowage.placement.event;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.EventPage;
import dev.stowage.protocol.placement.EventView;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What placement decided, the newest of it.
public final class Events {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    /// Longer than any transaction that notes events.
    static final Duration SETTLING = Duration.ofSeconds(3);

    private final EventRepository repository;
    private final Clock clock;
    private final int most;
    private final int lookedAt;

    /// @param most events that are kept
    /// @param lookedAt events that are looked at for one stretch
    Events(EventRepository repository, Clock clock, int most, int lookedAt) {
        this.lookedAt = lookedAt;
        this.repository = repository;
        this.clock = clock;
        this.most = most;
    }

    /// Within the transaction of what the event tells.
    public void note(Event event) {
        long number = repository.add(clock.instant(), event);
        repository.removeUpTo(number - most);
        LOG.info("{}", event);
    }

    /// What an account may be told: events of its own and of no account.
    ///
    /// @param upTo number up to which events were looked at
    /// @param more whether there are events after it
    public record Stretch(List<EventView> events, long upTo, boolean more) {

        public Stretch {
            events = List.copyOf(events);
        }
    }

    /// What follows an event, of a bounded number of them. The youngest wait: an event gets its
    /// number before its transaction ends, and whoever has seen a later one would never see it.
    ///
    /// @param after number of the last that was looked at; beyond the newest it means the newest
    public Stretch stretch(AccountNumber account, long after) {
        long newest = repository.newest();
        long first = repository.firstAfter(after);
        if (first > newest) {
            return new Stretch(List.of(), Math.min(after, newest), false);
        }
        long last = Math.min(newest, first + lookedAt - 1);
        long settled = repository.newest(first, last, clock.instant().minus(SETTLING));
        if (settled < first) {
            return new Stretch(List.of(), after, false);
        }
        return new Stretch(
                repository.concerning(account, after, settled),
                settled,
                settled == last && last < newest);
    }

    /// The suppliers whose last event of these two kinds is the first one.
    public Set<SupplierId> lastKnownAs(EventKind kind, EventKind until) {
        return repository.lastKnownAs(kind, until);
    }

    /// What was noted, in that order.
    ///
    /// @param account of which alone
    /// @param after where the page before ended, or 0
    /// @param limit 1 … 1,000
    public EventPage page(@Nullable AccountNumber account, long after, int limit) {
        if (limit < 1 || limit > EventPage.MAX_EVENTS) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "limit must be 1 … %d, got %d".formatted(EventPage.MAX_EVENTS, limit))
                    .with("limit", EventPage.MAX_EVENTS);
        }
        List<EventView> page = repository.after(account, after, limit);
        return new EventPage(page, page.size() < limit ? null : page.getLast().number());
    }
}
