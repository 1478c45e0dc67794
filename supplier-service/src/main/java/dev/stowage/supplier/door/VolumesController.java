package dev.stowage.supplier.door;

import dev.stowage.protocol.secret.OperatorToken;
import dev.stowage.protocol.supplier.VolumeList;
import dev.stowage.protocol.supplier.VolumeView;
import dev.stowage.protocol.supplier.VolumesApi;
import dev.stowage.supplier.contract.Access;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.hosting.Suppliers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.web.bind.annotation.RestController;

/// Tells the person who donates the space of the volumes, and drains them.
@RestController
final class VolumesController implements VolumesApi {

    private final Suppliers suppliers;
    private final OperatorToken operator;
    private final HttpServletRequest request;

    VolumesController(Suppliers suppliers, OperatorToken operator, HttpServletRequest request) {
        this.suppliers = suppliers;
        this.operator = operator;
        this.request = request;
    }

    private Supplier supplier(String authorization) {
        operator.require(Access.token(authorization));
        return suppliers.at(request.getLocalPort());
    }

    @Override
    public VolumeList volumes(String authorization) {
        return new VolumeList(supplier(authorization).space().volumes());
    }

    @Override
    public VolumeView drain(String authorization, UUID volume) {
        Supplier supplier = supplier(authorization);
        supplier.volume(volume).drain().begin();
        return supplier.view(volume);
    }

    @Override
    public VolumeView takeDrainBack(String authorization, UUID volume) {
        Supplier supplier = supplier(authorization);
        supplier.volume(volume).drain().takeBack();
        return supplier.view(volume);
    }
}
