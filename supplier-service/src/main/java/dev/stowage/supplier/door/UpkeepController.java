package dev.stowage.supplier.door;

import dev.stowage.protocol.secret.OperatorToken;
import dev.stowage.protocol.supplier.ScrubView;
import dev.stowage.protocol.supplier.SupplierSpace;
import dev.stowage.protocol.supplier.UpkeepApi;
import dev.stowage.supplier.contract.Access;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.hosting.Suppliers;
import dev.stowage.supplier.scrub.ScrubState;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.RestController;

/// Tells the person who donates the space how it is looked after.
@RestController
final class UpkeepController implements UpkeepApi {

    private final Suppliers suppliers;
    private final OperatorToken operator;
    private final HttpServletRequest request;

    UpkeepController(Suppliers suppliers, OperatorToken operator, HttpServletRequest request) {
        this.suppliers = suppliers;
        this.operator = operator;
        this.request = request;
    }

    private Supplier supplier(String authorization) {
        operator.require(Access.token(authorization));
        return suppliers.at(request.getLocalPort());
    }

    @Override
    public SupplierSpace space(String authorization) {
        return supplier(authorization).space();
    }

    @Override
    public ScrubView scrub(String authorization) {
        return view(supplier(authorization).scrubbed());
    }

    @Override
    public ScrubView hurryScrub(String authorization) {
        Supplier supplier = supplier(authorization);
        supplier.hurryScrub();
        return view(supplier.scrubbed());
    }

    private static ScrubView view(ScrubState state) {
        return new ScrubView(
                state.began(), state.read(), state.all(), state.isUrgent(), state.isOver());
    }
}
