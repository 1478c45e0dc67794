package dev.stowage.supplier.door;

import dev.stowage.supplier.hosting.Suppliers;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.RestController;

/// Answers for every supplier of this process.
@RestController
final class SupplierController extends SupplierAnswers {

    SupplierController(Suppliers suppliers, HttpServletRequest request) {
        super(() -> suppliers.at(request.getLocalPort()), () -> InFlightFilter.ticketOf(request));
    }
}
