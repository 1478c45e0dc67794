package dev.stowage.supplier.door;

import dev.stowage.supplier.hosting.RebuildAnswers;
import dev.stowage.supplier.hosting.Suppliers;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.RestController;

/// Answers suppliers that make lost records again.
@RestController
final class RebuildController extends RebuildAnswers {

    RebuildController(Suppliers suppliers, HttpServletRequest request) {
        super(() -> suppliers.at(request.getLocalPort()), () -> InFlightFilter.ticketOf(request));
    }
}
