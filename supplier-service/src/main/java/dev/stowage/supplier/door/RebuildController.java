package dev.stowage.supplier.door;

import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.InventoryRequest;
import dev.stowage.protocol.supplier.InventoryView;
import dev.stowage.protocol.supplier.LiveSetKept;
import dev.stowage.protocol.supplier.RebuildApi;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.hosting.Suppliers;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.RestController;

/// Answers suppliers that make lost records again.
@RestController
final class RebuildController implements RebuildApi {

    private final Suppliers suppliers;
    private final HttpServletRequest request;

    RebuildController(Suppliers suppliers, HttpServletRequest request) {
        this.suppliers = suppliers;
        this.request = request;
    }

    private Supplier here() {
        return suppliers.at(request.getLocalPort());
    }

    @Override
    public FetchAnswer fetch(String authorization, String order, FetchRequest wish) {
        return here().records()
                .fetchFor(authorization, order, wish, InFlightFilter.ticketOf(request));
    }

    @Override
    public SignedLiveSet liveSet(String authorization, String order) {
        return here().liveSets().newestFor(authorization, order);
    }

    @Override
    public LiveSetKept keepLiveSet(String authorization, String order, SignedLiveSet liveSet) {
        return here().liveSets().keepFor(authorization, order, liveSet);
    }

    @Override
    public InventoryView inventory(String authorization, String order, InventoryRequest wish) {
        return here().inventories().inventoryFor(authorization, order, wish);
    }

    @Override
    public StoreAnswer store(String authorization, String order, RecordBatch batch) {
        return here().records().storeFor(authorization, order, batch);
    }
}
