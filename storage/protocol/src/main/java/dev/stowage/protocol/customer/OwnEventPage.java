package dev.stowage.protocol.customer;

import dev.stowage.format.address.AccountNumber;
import java.util.List;

/// Some events of the account, in the order in which they happened; few or none do not mean that no
/// more follow.
///
/// @param next to be passed as `after` for what follows, now or later
/// @param more whether something follows already
public record OwnEventPage(AccountNumber account, List<OwnEvent> events, long next, boolean more) {

    public OwnEventPage {
        events = List.copyOf(events);
    }
}
