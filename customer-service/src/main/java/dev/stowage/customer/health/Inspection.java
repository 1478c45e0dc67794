package dev.stowage.customer.health;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.window.Window;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.record.ProvenSignatures;
import dev.stowage.format.record.RecordProver;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchOutcome.Intact;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.supplier.SupplierClients;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Looks, with many suppliers at once, which records of some blocks are where they should be.
final class Inspection {

    private static final int RECORDS_OF_REQUEST = 1024;

    /// A record's header as it came, with the longest path that there is.
    private static final long BYTES_OF_HEADER = 2560;

    /// Batches of one file's blocks are few; who forgets one verifies it again.
    private static final int MOST_SIGNATURES = 256;

    private final OpenAccount account;
    private final Map<CarrierId, ServedCarrier> serving;
    private final SupplierClients suppliers;
    private final Workers workers;
    private final Window inFlight;
    private final ProvenSignatures signatures = new ProvenSignatures(MOST_SIGNATURES);

    /// @param inFlight memory for what suppliers answer
    Inspection(
            OpenAccount account,
            Map<CarrierId, ServedCarrier> serving,
            SupplierClients suppliers,
            Workers workers,
            Window inFlight) {
        this.account = account;
        this.serving = serving;
        this.suppliers = suppliers;
        this.workers = workers;
        this.inFlight = inFlight;
    }

    /// The places whose record is there.
    ///
    /// @throws Fault `busy` if too many look at once
    BitSet found(Places places) {
        RecordProver prover =
                new RecordProver(account.keys().recordKey().verifyingKey(), signatures);
        List<CompletableFuture<List<Integer>>> asked = new ArrayList<>();
        for (List<Integer> ofSupplier : bySupplier(places).values()) {
            for (int start = 0; start < ofSupplier.size(); start += RECORDS_OF_REQUEST) {
                int end = Math.min(ofSupplier.size(), start + RECORDS_OF_REQUEST);
                asked.add(ask(places, ofSupplier.subList(start, end), prover));
            }
        }
        BitSet found = new BitSet(places.size());
        asked.forEach(answer -> Workers.join(answer).forEach(found::set));
        return found;
    }

    /// Who should hold which records; those that nobody serves are left out.
    private Map<SupplierId, List<Integer>> bySupplier(Places places) {
        Map<SupplierId, List<Integer>> wanted = new LinkedHashMap<>();
        for (int place = 0; place < places.size(); place++) {
            ServedCarrier carrier = serving.get(places.carrier(place));
            if (carrier != null) {
                wanted.computeIfAbsent(carrier.supplier(), _ -> new ArrayList<>()).add(place);
            }
        }
        return wanted;
    }

    /// Asks one supplier, once there is room for its answer.
    private CompletableFuture<List<Integer>> ask(
            Places places, List<Integer> some, RecordProver prover) {
        Window.Permit room = inFlight.take(some.size() * BYTES_OF_HEADER);
        return workers.start(
                () -> {
                    try (room) {
                        return good(places, some, prover);
                    } catch (Fault away) {
                        return List.of();
                    }
                });
    }

    private List<Integer> good(Places places, List<Integer> some, RecordProver prover) {
        ServedCarrier carrier = serving.get(places.carrier(some.getFirst()));
        if (carrier == null) {
            return List.of();
        }
        String token = account.tokens().tokenFor(carrier.supplier(), Scope.FETCH);
        FetchAnswer answer =
                suppliers
                        .client(carrier)
                        .fetch(
                                "Bearer " + token,
                                new FetchRequest(some.stream().map(places::wanted).toList()));
        List<Integer> good = new ArrayList<>();
        int answered = Math.min(some.size(), answer.outcomes().size());
        synchronized (prover) {
            for (int index = 0; index < answered; index++) {
                int place = some.get(index);
                if (isGood(answer.outcomes().get(index), places, place, prover)) {
                    good.add(place);
                }
            }
        }
        return good;
    }

    private static boolean isGood(
            FetchOutcome outcome, Places places, int place, RecordProver prover) {
        return outcome instanceof Intact(var record)
                && record.header().position() == places.position(place)
                && places.block(place).matches(record.header())
                && prover.proves(record.header());
    }
}
