package dev.stowage.placement.event;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.EventPage;
import dev.stowage.protocol.placement.EventView;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What placement decided, the newest of it.
public final class Events {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final EventRepository repository;
    private final Clock clock;
    private final int most;

    /// @param most events that are kept
    Events(EventRepository repository, Clock clock, int most) {
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
