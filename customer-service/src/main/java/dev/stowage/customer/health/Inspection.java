package dev.stowage.customer.health;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.BatchProof;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.MerkleTree;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchOutcome.Intact;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.supplier.SupplierClients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Looks, with all suppliers at once, which records of some blocks are where they should be.
final class Inspection {

    private static final int RECORDS_OF_REQUEST = 1024;

    private final OpenAccount account;
    private final Layout layout;
    private final Map<CarrierId, ServedCarrier> serving;
    private final SupplierClients suppliers;
    private final Workers workers;
    private final Set<Signed> proven = ConcurrentHashMap.newKeySet();

    Inspection(
            OpenAccount account,
            Layout layout,
            Map<CarrierId, ServedCarrier> serving,
            SupplierClients suppliers,
            Workers workers) {
        this.account = account;
        this.layout = layout;
        this.serving = serving;
        this.suppliers = suppliers;
        this.workers = workers;
    }

    /// A record that should be somewhere.
    record Place(BlockReference block, int position, CarrierId carrier) {}

    /// The places of a block.
    static List<Place> places(Layout layout, BlockReference block) {
        List<Place> places = new ArrayList<>(layout.carriers());
        for (int position = 0; position < layout.carriers(); position++) {
            places.add(
                    new Place(block, position, layout.carrier(position, block.address().block())));
        }
        return places;
    }

    /// The places whose record is there, and who holds it.
    Map<Place, SupplierId> found(List<BlockReference> blocks) {
        Map<SupplierId, List<Place>> wanted = new LinkedHashMap<>();
        for (BlockReference block : blocks) {
            for (Place place : places(layout, block)) {
                ServedCarrier carrier = serving.get(place.carrier());
                if (carrier != null) {
                    wanted.computeIfAbsent(carrier.supplier(), _ -> new ArrayList<>()).add(place);
                }
            }
        }
        Map<SupplierId, CompletableFuture<List<Place>>> asked = new LinkedHashMap<>();
        wanted.forEach(
                (supplier, places) ->
                        asked.put(supplier, workers.start(() -> ask(supplier, places))));
        Map<Place, SupplierId> found = new HashMap<>();
        asked.forEach(
                (supplier, places) ->
                        Workers.join(places).forEach(place -> found.put(place, supplier)));
        return found;
    }

    private List<Place> ask(SupplierId supplier, List<Place> places) {
        List<Place> found = new ArrayList<>();
        for (int start = 0; start < places.size(); start += RECORDS_OF_REQUEST) {
            List<Place> some =
                    places.subList(start, Math.min(places.size(), start + RECORDS_OF_REQUEST));
            try {
                found.addAll(askFor(supplier, some));
            } catch (Fault away) {
                return found;
            }
        }
        return found;
    }

    private List<Place> askFor(SupplierId supplier, List<Place> places) {
        ServedCarrier carrier = serving.get(places.getFirst().carrier());
        if (carrier == null) {
            return List.of();
        }
        String token = account.tokens().tokenFor(supplier, Scope.FETCH);
        FetchAnswer answer =
                suppliers
                        .client(carrier)
                        .fetch(
                                "Bearer " + token,
                                new FetchRequest(places.stream().map(Inspection::wanted).toList()));
        List<Place> found = new ArrayList<>();
        for (int index = 0; index < Math.min(places.size(), answer.outcomes().size()); index++) {
            if (isGood(answer.outcomes().get(index), places.get(index))) {
                found.add(places.get(index));
            }
        }
        return found;
    }

    private static WantedRecord wanted(Place place) {
        return new WantedRecord(place.block().address(), place.position(), 0);
    }

    private boolean isGood(FetchOutcome outcome, Place place) {
        return outcome instanceof Intact(var record)
                && record.header().position() == place.position()
                && place.block().matches(record.header())
                && leadsToRoot(record.header())
                && isSigned(record.header());
    }

    private static boolean leadsToRoot(RecordHeader header) {
        return MerkleTree.rootFrom(
                        RecordHeader.leaf(header.sums()),
                        header.position(),
                        header.layout().carriers(),
                        header.path())
                .equals(header.root());
    }

    /// The owner's signature, the same in all records of a block, is verified once.
    private boolean isSigned(RecordHeader header) {
        Digest block =
                RecordHeader.blockDigest(
                        header.address(), header.layout(), header.blockLength(), header.root());
        Signed signed = new Signed(block, header.proof());
        if (proven.contains(signed)) {
            return true;
        }
        boolean proves = header.proof().proves(block, account.keys().signingKey().verifyingKey());
        if (proves) {
            proven.add(signed);
        }
        return proves;
    }

    private record Signed(Digest block, BatchProof proof) {}
}
