package dev.stowage.supplier.door;

import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.RebuildApi;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.supplier.hosting.Suppliers;
import dev.stowage.supplier.record.Records;
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

    private Records records() {
        return suppliers.at(request.getLocalPort()).records();
    }

    @Override
    public FetchAnswer fetch(String authorization, String order, FetchRequest wish) {
        return records().fetchFor(authorization, order, wish, InFlightFilter.ticketOf(request));
    }

    @Override
    public StoreAnswer store(String authorization, String order, RecordBatch batch) {
        return records().storeFor(authorization, order, batch);
    }
}
