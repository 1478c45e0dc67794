package dev.stowage.placement.api;

import dev.stowage.placement.access.Callers;
import dev.stowage.placement.operator.AuditLog;
import dev.stowage.placement.registry.Revocations;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.ServiceRepository;
import dev.stowage.placement.registry.ServiceRow;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServicePage;
import dev.stowage.protocol.placement.ServiceView;
import dev.stowage.protocol.placement.ServicesApi;
import dev.stowage.protocol.placement.SupplierId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.RestController;

/// What operators see of the services that joined, and how they turn one out.
@RestController
class ServicesController implements ServicesApi {

    private static final int PAGE = 100;

    private final Callers callers;
    private final AuditLog audit;
    private final ServiceRepository services;
    private final Revocations revocations;
    private final Roster roster;

    ServicesController(
            Callers callers,
            AuditLog audit,
            ServiceRepository services,
            Revocations revocations,
            Roster roster) {
        this.callers = callers;
        this.audit = audit;
        this.services = services;
        this.revocations = revocations;
        this.roster = roster;
    }

    @Override
    public ServicePage services(
            String authorization, @Nullable UUID after, @Nullable Integer limit) {
        callers.requireOperator(authorization);
        int most = limit == null ? PAGE : limit;
        if (most < 1 || most > ServicePage.MAX_SERVICES) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "limit must be 1 … %d, got %d"
                                    .formatted(ServicePage.MAX_SERVICES, most))
                    .with("limit", ServicePage.MAX_SERVICES);
        }
        List<ServiceRow> page =
                after == null
                        ? services.findAllByOrderById(Limit.of(most))
                        : services.findByIdGreaterThanOrderById(after, Limit.of(most));
        return new ServicePage(
                page.stream().map(this::view).toList(),
                page.size() < most ? null : page.getLast().id());
    }

    private ServiceView view(ServiceRow row) {
        return new ServiceView(
                row.id(),
                row.role(),
                row.zone(),
                row.url(),
                row.joinedAt(),
                row.lastSeen(),
                revocations.revokedAt(row.id()));
    }

    @Override
    public ServiceView revoke(String authorization, UUID service) {
        callers.requireOperator(authorization);
        ServiceRow row =
                services.findById(service)
                        .orElseThrow(
                                () ->
                                        new Fault(
                                                FaultCode.NOT_FOUND,
                                                "no service %s has joined here"
                                                        .formatted(service)));
        audit.note("revoke-service", "%s %s".formatted(row.role(), service));
        revocations.revoke(service);
        roster.turnOut(new SupplierId(service));
        return view(row);
    }
}
