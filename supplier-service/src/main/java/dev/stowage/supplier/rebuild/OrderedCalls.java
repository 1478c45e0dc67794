package dev.stowage.supplier.rebuild;

import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.InventoryAnswer.Held;
import dev.stowage.protocol.supplier.InventoryRequest;
import dev.stowage.protocol.supplier.RebuildApi;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.transfer.token.ServiceTokens;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls to other suppliers by one order. Who is busy is asked again for a while; who does not
/// answer, or answers nonsense, is not asked any more under this order.
public final class OrderedCalls {

    private static final Logger LOG = LoggerFactory.getLogger(OrderedCalls.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int MOST_TRIES = 8;

    /// What a supplier may say that goes on answering.
    private static final Set<FaultCode> OF_THIS_CALL =
            EnumSet.of(
                    FaultCode.BUSY,
                    FaultCode.VOLUME_FAILED,
                    FaultCode.BODY_TOO_LARGE,
                    FaultCode.NOT_FOUND,
                    FaultCode.STALE_LIVE_SET,
                    FaultCode.FOREIGN_SIGNATURE,
                    FaultCode.QUOTA_EXCEEDED,
                    FaultCode.GENERATION_CHANGED);

    private final RebuildClients clients;
    private final ServiceTokens tokens;
    private final String order;
    private final Set<SupplierId> silent = ConcurrentHashMap.newKeySet();
    private volatile long besideCustomers;

    /// @param order as placement signed it
    OrderedCalls(RebuildClients clients, ServiceTokens tokens, String order) {
        this.clients = clients;
        this.tokens = tokens;
        this.order = order;
    }

    /// The live set that a supplier keeps, if it answers and has one.
    public Optional<SignedLiveSet> liveSet(Holder holder) throws InterruptedException {
        return tried(holder, api -> api.liveSet(bearer(holder), order));
    }

    /// Leaves a live set with a supplier, if it takes it.
    void keepLiveSet(Holder holder, SignedLiveSet liveSet) throws InterruptedException {
        var _ = tried(holder, api -> api.keepLiveSet(bearer(holder), order, liveSet));
    }

    /// The blocks that a supplier says it has, if it answers; nothing of carriers that were not
    /// asked for.
    List<Held> inventory(Holder holder, InventoryRequest request) throws InterruptedException {
        return tried(holder, api -> api.inventory(bearer(holder), order, request).held())
                .orElse(List.of());
    }

    /// Fetches records.
    ///
    /// @return an outcome for each, in order; empty if the supplier gave none
    public Optional<List<FetchOutcome>> fetch(Holder holder, List<WantedRecord> wanted)
            throws InterruptedException {
        FetchRequest request = new FetchRequest(wanted);
        Optional<FetchAnswer> answer =
                tried(holder, api -> api.fetch(bearer(holder), order, request));
        if (answer.isPresent() && answer.get().besideCustomers()) {
            besideCustomers = System.nanoTime();
        }
        return answer.map(FetchAnswer::outcomes)
                .filter(outcomes -> outcomes.size() == wanted.size());
    }

    /// Whether one who was fetched from since then served customers, too.
    ///
    /// @param nanos of the system's clock that only goes on
    boolean wereBesideCustomersSince(long nanos) {
        long last = besideCustomers;
        return last != 0 && last - nanos >= 0;
    }

    /// Stores records.
    ///
    /// @throws Fault what the supplier said
    StoreAnswer store(Holder holder, RecordBatch batch) throws InterruptedException {
        return patiently(holder, api -> api.store(bearer(holder), order, batch));
    }

    private String bearer(Holder holder) {
        return "Bearer " + tokens.tokenFor(holder.supplier().toString());
    }

    private <T> Optional<T> tried(Holder holder, Function<RebuildApi, T> call)
            throws InterruptedException {
        if (silent.contains(holder.supplier())) {
            return Optional.empty();
        }
        try {
            return Optional.of(patiently(holder, call));
        } catch (Fault fault) {
            LOG.debug("supplier {} is passed over: {}", holder.supplier(), fault.getMessage());
            if (!OF_THIS_CALL.contains(fault.code())) {
                silent.add(holder.supplier());
            }
            return Optional.empty();
        } catch (RuntimeException nonsense) {
            LOG.debug("supplier {} is passed over", holder.supplier(), nonsense);
            silent.add(holder.supplier());
            return Optional.empty();
        }
    }

    private <T> T patiently(Holder holder, Function<RebuildApi, T> call)
            throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int tries = 1; ; tries++) {
            try {
                return call.apply(clients.at(holder));
            } catch (Fault fault) {
                if (fault.code() != FaultCode.BUSY || tries == MOST_TRIES) {
                    throw fault;
                }
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }
}
