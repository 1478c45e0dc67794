package dev.stowage.placement.concern;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.account.Accounts;
import dev.stowage.placement.account.Claims;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Formers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.event.Events;
import dev.stowage.placement.event.Events.Stretch;
import dev.stowage.placement.rebuild.RebuildLeasing;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.AccountEvent;
import dev.stowage.protocol.placement.AccountEventPage;
import dev.stowage.protocol.placement.AccountRebuild;
import dev.stowage.protocol.placement.AccountRebuildPage;
import dev.stowage.protocol.placement.RebuildPage;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells an account's owner what concerns the account.
public final class Concerns {

    private final Events events;
    private final RebuildLeasing rebuilds;
    private final Accounts accounts;
    private final Claims claims;
    private final Carriers carriers;
    private final Formers formers;

    Concerns(
            Events events,
            RebuildLeasing rebuilds,
            Accounts accounts,
            Claims claims,
            Carriers carriers,
            Formers formers) {
        this.events = events;
        this.rebuilds = rebuilds;
        this.accounts = accounts;
        this.claims = claims;
        this.carriers = carriers;
        this.formers = formers;
    }

    /// @param after up to where the page before looked, or 0
    /// @param limit 1 … 1,000
    /// @throws Fault `invalid-request`, `unknown-account`
    public AccountEventPage events(AccountNumber account, long after, int limit) {
        if (limit < 1 || limit > AccountEventPage.MAX_EVENTS) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "limit must be 1 … %d, got %d"
                                    .formatted(AccountEventPage.MAX_EVENTS, limit))
                    .with("limit", AccountEventPage.MAX_EVENTS);
        }
        AccountNumber existing = accounts.get(account).number();
        Stretch stretch = events.stretch(existing, after);
        Concern concern =
                new Concern(existing, claims.dated(existing), claims.held(existing), this::held);
        List<AccountEvent> concerning =
                stretch.events().stream().filter(concern::has).map(OwnWords::tell).toList();
        if (concerning.size() <= limit) {
            return new AccountEventPage(concerning, stretch.upTo(), stretch.more());
        }
        List<AccountEvent> page = concerning.subList(0, limit);
        return new AccountEventPage(page, page.getLast().number(), true);
    }

    /// The carriers that a supplier ever served, and until when: those that it serves, for ever.
    private Map<CarrierId, Instant> held(SupplierId supplier) {
        Map<CarrierId, Instant> held = new HashMap<>(formers.left(supplier));
        for (Serving serving : carriers.everythingOf(supplier)) {
            held.put(serving.carrier(), Instant.MAX);
        }
        return held;
    }

    /// @param after where the page before ended, or 0
    /// @param limit 1 … 1,000
    /// @throws Fault `invalid-request`
    public AccountRebuildPage rebuilds(AccountNumber account, long after, int limit) {
        RebuildPage page = rebuilds.page(account, after, limit);
        return new AccountRebuildPage(
                page.rebuilds().stream().map(AccountRebuild::of).toList(), page.next());
    }
}
