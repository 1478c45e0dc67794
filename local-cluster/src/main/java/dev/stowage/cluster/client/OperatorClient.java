package dev.stowage.cluster.client;

import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.EventPage;
import dev.stowage.protocol.placement.EventView;
import dev.stowage.protocol.placement.EventsApi;
import dev.stowage.protocol.placement.RebuildPage;
import dev.stowage.protocol.placement.RebuildView;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.placement.Replacement;
import dev.stowage.protocol.placement.ReplacementList;
import dev.stowage.protocol.placement.ReplacementRequest;
import dev.stowage.protocol.placement.ReplacementsApi;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.wire.ApiClients;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The view of placement's operator: fires suppliers, looks at rebuilds and events.
public final class OperatorClient implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;

    private final ApiClients clients = new ApiClients(SILENCE, ObservationRegistry.NOOP);
    private final ReplacementsApi replacements;
    private final RebuildsApi rebuilds;
    private final EventsApi events;
    private final String authorization;

    /// @param placement where it answers
    /// @param token of the operator
    public OperatorClient(URI placement, String token) {
        this.replacements =
                clients.client(ReplacementsApi.class, placement, FaultCode.PLACEMENT_AWAY);
        this.rebuilds = clients.client(RebuildsApi.class, placement, FaultCode.PLACEMENT_AWAY);
        this.events = clients.client(EventsApi.class, placement, FaultCode.PLACEMENT_AWAY);
        this.authorization = "Bearer " + token;
    }

    /// Gives all carriers of a supplier to others, in as many requests as it takes.
    ///
    /// @param with a supplier that is to serve them; null if placement chooses
    /// @return what was replaced, and what the last request refused and left
    public ReplacementList fire(String supplier, String reason, @Nullable String with) {
        ReplacementRequest request =
                new ReplacementRequest(reason, with == null ? null : UUID.fromString(with), null);
        List<Replacement> replaced = new ArrayList<>();
        ReplacementList last;
        do {
            last = replacements.fire(authorization, SupplierId.valueOf(supplier), request);
            replaced.addAll(last.replaced());
        } while (last.left() > 0 && !last.replaced().isEmpty());
        return new ReplacementList(replaced, last.refused(), last.left());
    }

    /// All rebuilds, those that have ended too, in the order of their making.
    public List<RebuildView> rebuilds() {
        List<RebuildView> all = new ArrayList<>();
        Long after = null;
        do {
            RebuildPage page =
                    rebuilds.rebuilds(authorization, null, after, RebuildPage.MAX_REBUILDS);
            all.addAll(page.rebuilds());
            after = page.next();
        } while (after != null);
        return all;
    }

    /// Events behind a number.
    ///
    /// @param after 0 for all
    public List<EventView> events(long after) {
        List<EventView> all = new ArrayList<>();
        Long next = after;
        do {
            EventPage page = events.events(authorization, null, next, EventPage.MAX_EVENTS);
            all.addAll(page.events());
            next = page.next();
        } while (next != null);
        return all;
    }

    /// Waits until rebuilds are as they should be.
    ///
    /// @return whether they were in time
    public boolean awaitRebuilds(Predicate<List<RebuildView>> wanted, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!wanted.test(rebuilds())) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return true;
    }

    @Override
    public void close() {
        clients.close();
    }
}
