package dev.stowage.placement.api;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.access.Callers;
import dev.stowage.placement.account.ContractOrders;
import dev.stowage.placement.finding.ToldMissing;
import dev.stowage.placement.head.Heads;
import dev.stowage.placement.rebuild.RebuildLeasing;
import dev.stowage.placement.rebuild.Rebuilds;
import dev.stowage.protocol.placement.ContractOrderPage;
import dev.stowage.protocol.placement.LeaseExtension;
import dev.stowage.protocol.placement.LeaseRequest;
import dev.stowage.protocol.placement.MissingReport;
import dev.stowage.protocol.placement.RebuildLeases;
import dev.stowage.protocol.placement.RebuildPage;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/// Lets suppliers make lost records again.
@RestController
class RebuildsController implements RebuildsApi {

    private static final int PAGE = 100;

    private final Callers callers;
    private final Rebuilds rebuilds;
    private final RebuildLeasing leasing;
    private final ContractOrders contractOrders;
    private final Heads heads;
    private final ToldMissing told;

    RebuildsController(
            Callers callers,
            Rebuilds rebuilds,
            RebuildLeasing leasing,
            ContractOrders contractOrders,
            Heads heads,
            ToldMissing told) {
        this.callers = callers;
        this.rebuilds = rebuilds;
        this.leasing = leasing;
        this.contractOrders = contractOrders;
        this.heads = heads;
        this.told = told;
    }

    private SupplierId supplier(String authorization) {
        return new SupplierId(
                callers.requireService(authorization, ServiceRole.SUPPLIER).service());
    }

    @Override
    public RebuildLeases lease(String authorization, LeaseRequest request) {
        return leasing.lease(supplier(authorization), request.most());
    }

    @Override
    public LeaseExtension progress(String authorization, UUID rebuild, RebuildProgress progress) {
        return leasing.progress(supplier(authorization), rebuild, progress);
    }

    @Override
    public void missing(String authorization, MissingReport report) {
        SupplierId supplier = supplier(authorization);
        told.hear(supplier, report.missing());
        rebuilds.missing(supplier, report.missing());
    }

    @Override
    public RebuildPage rebuilds(
            String authorization,
            @Nullable AccountNumber account,
            @Nullable Long after,
            @Nullable Integer limit) {
        callers.requireOperator(authorization);
        return leasing.page(account, after == null ? 0 : after, limit == null ? PAGE : limit);
    }

    @Override
    public ContractOrderPage contractOrders(
            String authorization, CarrierId carrier, @Nullable AccountNumber after) {
        return contractOrders.page(supplier(authorization), carrier, after, heads::newest);
    }
}
