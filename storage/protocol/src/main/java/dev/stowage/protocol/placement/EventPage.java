package dev.stowage.protocol.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some events, in the order in which they happened.
///
/// @param next to be passed as `after` for the next page; absent on the last one, whose last number
///   will do for what happens later
public record EventPage(List<EventView> events, @Nullable Long next) {

    public static final int MAX_EVENTS = 1000;

    public EventPage {
        events = List.copyOf(events);
    }
}
