package dev.stowage.supplier.door;

import dev.stowage.protocol.secret.OperatorToken;
import dev.stowage.protocol.supplier.AbsenceApi;
import dev.stowage.protocol.supplier.ExitView;
import dev.stowage.protocol.supplier.MaintenanceView;
import dev.stowage.protocol.supplier.MaintenanceWish;
import dev.stowage.protocol.supplier.Notice;
import dev.stowage.supplier.absence.Exit;
import dev.stowage.supplier.absence.Maintenance;
import dev.stowage.supplier.contract.Access;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.hosting.Suppliers;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Objects;
import org.springframework.web.bind.annotation.RestController;

/// Lets the person who donates the space leave, for good or for a while.
@RestController
final class AbsenceController implements AbsenceApi {

    private final Suppliers suppliers;
    private final OperatorToken operator;
    private final HttpServletRequest request;

    AbsenceController(Suppliers suppliers, OperatorToken operator, HttpServletRequest request) {
        this.suppliers = suppliers;
        this.operator = operator;
        this.request = request;
    }

    private Supplier supplier(String authorization) {
        operator.require(Access.token(authorization));
        return suppliers.at(request.getLocalPort());
    }

    @Override
    public ExitView exit(String authorization) {
        return supplier(authorization).exit().view();
    }

    @Override
    public ExitView leave(String authorization, Notice notice) {
        Exit exit = supplier(authorization).exit();
        Integer days = notice.days();
        return exit.leaveIn(days == null ? Exit.USUAL : Duration.ofDays(days));
    }

    @Override
    public ExitView stay(String authorization) {
        return supplier(authorization).exit().takeBack();
    }

    @Override
    public MaintenanceView maintenance(String authorization) {
        return view(supplier(authorization));
    }

    @Override
    public MaintenanceView maintain(String authorization, MaintenanceWish wish) {
        Supplier supplier = supplier(authorization);
        String reason = Objects.requireNonNullElse(wish.reason(), "");
        supplier.maintenance().begin(Duration.ofMinutes(wish.minutes()), reason);
        return view(supplier);
    }

    @Override
    public MaintenanceView endMaintenance(String authorization) {
        Supplier supplier = supplier(authorization);
        supplier.maintenance().end();
        return view(supplier);
    }

    private static MaintenanceView view(Supplier supplier) {
        Maintenance maintenance = supplier.maintenance();
        // This request is one of them.
        int others = Math.max(0, supplier.inFlight().requests() - 1);
        return new MaintenanceView(
                maintenance.until().orElse(null), maintenance.reason().orElse(null), others);
    }
}
