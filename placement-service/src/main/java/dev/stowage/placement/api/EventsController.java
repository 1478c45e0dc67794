package dev.stowage.placement.api;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.placement.access.Callers;
import dev.stowage.placement.event.Events;
import dev.stowage.protocol.placement.EventPage;
import dev.stowage.protocol.placement.EventsApi;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/// Tells the operator what placement decided.
@RestController
class EventsController implements EventsApi {

    private static final int PAGE = 100;

    private final Callers callers;
    private final Events events;

    EventsController(Callers callers, Events events) {
        this.callers = callers;
        this.events = events;
    }

    @Override
    public EventPage events(
            String authorization,
            @Nullable AccountNumber account,
            @Nullable Long after,
            @Nullable Integer limit) {
        callers.requireOperator(authorization);
        return events.page(account, after == null ? 0 : after, limit == null ? PAGE : limit);
    }
}
