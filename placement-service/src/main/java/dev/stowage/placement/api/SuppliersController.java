package dev.stowage.placement.api;

import dev.stowage.placement.access.Callers;
import dev.stowage.placement.registry.Fired;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.placement.score.Score;
import dev.stowage.placement.score.Scores;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.SupplierPage;
import dev.stowage.protocol.placement.SupplierView;
import dev.stowage.protocol.placement.SuppliersApi;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/// Tells the operator of suppliers.
@RestController
final class SuppliersController implements SuppliersApi {

    private static final int USUAL_LIMIT = 100;
    private static final Comparator<SupplierId> BY_ID = Comparator.comparing(SupplierId::toString);

    private final Callers callers;
    private final Roster roster;
    private final Scores scores;
    private final Fired fired;

    SuppliersController(Callers callers, Roster roster, Scores scores, Fired fired) {
        this.callers = callers;
        this.roster = roster;
        this.scores = scores;
        this.fired = fired;
    }

    @Override
    public SupplierPage suppliers(
            String authorization, @Nullable SupplierId after, @Nullable Integer limit) {
        callers.requireOperator(authorization);
        int most = limit == null ? USUAL_LIMIT : limit;
        if (most < 1 || most > SupplierPage.MAX_SUPPLIERS) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "a page has 1 … %d suppliers, asked for are %d"
                            .formatted(SupplierPage.MAX_SUPPLIERS, most));
        }
        List<SupplierView> page =
                roster.all().stream()
                        .filter(each -> after == null || BY_ID.compare(each.id(), after) > 0)
                        .sorted(Comparator.comparing(SupplierStatus::id, BY_ID))
                        .limit(most)
                        .map(this::view)
                        .toList();
        return new SupplierPage(page, page.size() < most ? null : page.getLast().supplier());
    }

    private SupplierView view(SupplierStatus supplier) {
        Score score = scores.of(supplier.id());
        return new SupplierView(
                supplier.id(),
                supplier.owner(),
                supplier.zone(),
                supplier.tags(),
                supplier.url(),
                roster.isAlive(supplier),
                roster.state(supplier),
                roster.uptime(supplier).share(),
                score.audits(),
                score.failed(),
                score.latencyMillis(),
                supplier.lastSeen(),
                supplier.leavesAt(),
                supplier.maintainedUntil(),
                fired.since(supplier.id()).orElse(null),
                List.copyOf(supplier.volumes().values()));
    }
}
