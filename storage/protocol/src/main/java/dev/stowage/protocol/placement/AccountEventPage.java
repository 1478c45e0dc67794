package dev.stowage.protocol.placement;

import java.util.List;

/// Some events of an account, in the order in which they happened. A page may have few or none
/// though there are more: not all that is looked at concerns the account.
///
/// @param next up to where was looked: to be passed as `after` for what follows, now or later
/// @param more whether something follows already
public record AccountEventPage(List<AccountEvent> events, long next, boolean more) {

    public static final int MAX_EVENTS = 1000;

    public AccountEventPage {
        events = List.copyOf(events);
    }
}
