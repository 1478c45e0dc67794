package dev.stowage.placement.api;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.PlacementProperties;
import dev.stowage.placement.access.Callers;
import dev.stowage.placement.account.Accounts;
import dev.stowage.placement.account.BlockNumbers;
import dev.stowage.placement.account.FurtherLayouts;
import dev.stowage.placement.account.Reservations;
import dev.stowage.placement.account.Successions;
import dev.stowage.placement.carrier.Assignments;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Handovers;
import dev.stowage.placement.closing.Closings;
import dev.stowage.placement.finding.Findings;
import dev.stowage.placement.head.Heads;
import dev.stowage.placement.join.Joining;
import dev.stowage.placement.operator.AuditLog;
import dev.stowage.placement.override.Holders;
import dev.stowage.placement.rebuild.RebuildLeasing;
import dev.stowage.placement.rebuild.Rebuilds;
import dev.stowage.placement.registry.Revocations;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.BlockRangeGrant;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.CarrierList;
import dev.stowage.protocol.placement.ChooseAgainRequest;
import dev.stowage.protocol.placement.ClosingKept;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.placement.FindingPage;
import dev.stowage.protocol.placement.FindingReport;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.HeartbeatAnswer;
import dev.stowage.protocol.placement.JoinCode;
import dev.stowage.protocol.placement.JoinCodeRequest;
import dev.stowage.protocol.placement.JoinRequest;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.LayoutRequest;
import dev.stowage.protocol.placement.OverrideCandidates;
import dev.stowage.protocol.placement.OverrideOffer;
import dev.stowage.protocol.placement.OverrideRequest;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.ReserveRequest;
import dev.stowage.protocol.placement.Revoked;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.ServiceCertificate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/// What placement answers: asks who calls, then the room that knows.
@RestController
class PlacementController implements PlacementApi {

    private static final int PAGE = 100;

    private final Callers callers;
    private final AuditLog audit;
    private final Joining joining;
    private final Roster roster;
    private final Revocations revocations;
    private final Assignments assignments;
    private final Carriers carriers;
    private final Handovers handovers;
    private final Reservations reservations;
    private final FurtherLayouts furtherLayouts;
    private final Holders holders;
    private final Accounts accounts;
    private final Successions successions;
    private final Closings closings;
    private final BlockNumbers blockNumbers;
    private final Heads heads;
    private final Findings findings;
    private final Rebuilds rebuilds;
    private final RebuildLeasing leasing;
    private final Duration heartbeatInterval;

    PlacementController(
            Callers callers,
            AuditLog audit,
            Joining joining,
            Roster roster,
            Revocations revocations,
            Assignments assignments,
            Carriers carriers,
            Handovers handovers,
            Reservations reservations,
            FurtherLayouts furtherLayouts,
            Holders holders,
            Accounts accounts,
            Successions successions,
            Closings closings,
            BlockNumbers blockNumbers,
            Heads heads,
            Findings findings,
            Rebuilds rebuilds,
            RebuildLeasing leasing,
            PlacementProperties properties) {
        this.callers = callers;
        this.audit = audit;
        this.joining = joining;
        this.roster = roster;
        this.revocations = revocations;
        this.assignments = assignments;
        this.carriers = carriers;
        this.handovers = handovers;
        this.reservations = reservations;
        this.furtherLayouts = furtherLayouts;
        this.holders = holders;
        this.accounts = accounts;
        this.successions = successions;
        this.closings = closings;
        this.blockNumbers = blockNumbers;
        this.heads = heads;
        this.findings = findings;
        this.rebuilds = rebuilds;
        this.leasing = leasing;
        this.heartbeatInterval = properties.heartbeatInterval();
    }

    @Override
    public JoinCode makeJoinCode(String authorization, JoinCodeRequest request) {
        callers.requireOperator(authorization);
        if (request.owner() != null) {
            accounts.get(request.owner());
        }
        audit.note("make-join-code", request.toString());
        return joining.makeCode(request);
    }

    @Override
    public Joined join(JoinRequest request) {
        return joining.join(request);
    }

    @Override
    public HeartbeatAnswer heartbeat(String authorization, Heartbeat heartbeat) {
        SupplierId supplier =
                new SupplierId(
                        callers.requireService(authorization, ServiceRole.SUPPLIER).service());
        SupplierStatus status = roster.hear(supplier, heartbeat);
        handovers.take(status);
        return new HeartbeatAnswer(
                assignments.of(supplier, status.volumes().keySet()),
                heartbeatInterval.toMillis(),
                revocations.revision(),
                successions.since(heartbeat.successionsHeard()),
                closings.since(heartbeat.closingsHeard()),
                leasing.areWaiting(status));
    }

    @Override
    public Revoked revoked(String authorization) {
        callers.requireService(authorization);
        return new Revoked(revocations.all());
    }

    @Override
    public Joined renewCertificate(String authorization) {
        return joining.renew(callers.requireService(authorization).service());
    }

    @Override
    public CarrierList carriers(
            String authorization, CarrierId first, int count, @Nullable String known) {
        callers.requireService(authorization);
        return carriers.resolve(first, count, known);
    }

    @Override
    public Reservation reserve(String authorization, ReserveRequest request) {
        callers.requireService(authorization, ServiceRole.CUSTOMER);
        return reservations.reserve(request);
    }

    @Override
    public Reservation chooseAgain(
            String authorization, AccountNumber account, ChooseAgainRequest request) {
        callers.requireAccount(authorization, account, Scope.REGISTER);
        return reservations.chooseAgain(account, request.refused());
    }

    @Override
    public Reservation addLayout(
            String authorization, AccountNumber account, LayoutRequest request) {
        callers.requireAccount(authorization, account, Scope.COMMIT);
        closings.requireOpen(account);
        return furtherLayouts.add(accounts.get(account), heads.current(account), request);
    }

    @Override
    public OverrideOffer offerReplacement(
            String authorization, AccountNumber account, OverrideRequest request) {
        callers.requireAccount(authorization, account, Scope.COMMIT);
        closings.requireOpen(account);
        return holders.offer(accounts.get(account), heads.current(account), request);
    }

    @Override
    public OverrideCandidates replacementCandidates(
            String authorization, AccountNumber account, CarrierId carrier) {
        callers.requireAccount(authorization, account, Scope.COMMIT);
        return holders.candidates(accounts.get(account), heads.current(account), carrier);
    }

    @Override
    public BlockRangeGrant grantBlockRange(
            String authorization, AccountNumber account, BlockRangeRequest request) {
        callers.requireAccount(authorization, account, Scope.COMMIT);
        closings.requireOpen(account);
        return blockNumbers.grant(account, request.count());
    }

    @Override
    public HeadAnswer head(String authorization, AccountNumber account, @Nullable Long known) {
        callers.requireService(authorization, ServiceRole.CUSTOMER);
        return heads.get(account, known);
    }

    @Override
    public HeadAnswer swapHead(String authorization, AccountNumber account, HeadSwap swap) {
        heads.takeBackSuccessions(account, swap);
        callers.requireAccount(authorization, account, Scope.COMMIT);
        return heads.swap(account, swap);
    }

    @Override
    public ClosingKept close(String authorization, AccountNumber account, ClosingMessage closing) {
        callers.requireAccount(authorization, account, Scope.COMMIT);
        return closings.close(account, closing.read());
    }

    @Override
    public void report(String authorization, FindingReport report) {
        ServiceCertificate caller = callers.requireService(authorization);
        if (caller.role() == ServiceRole.SUPPLIER) {
            requireOwn(report, new SupplierId(caller.service()));
            findings.keepAdmitted(report.findings());
        } else {
            findings.keep(report.findings());
        }
        rebuilds.found(report.findings());
    }

    /// A supplier tells what it found at itself.
    private static void requireOwn(FindingReport report, SupplierId supplier) {
        for (FoundRecord found : report.findings()) {
            if (!supplier.equals(found.supplier())) {
                throw new Fault(
                        FaultCode.FORBIDDEN,
                        "supplier %s cannot tell what supplier %s has"
                                .formatted(supplier, found.supplier()));
            }
        }
    }

    @Override
    public FindingPage findings(
            String authorization,
            @Nullable AccountNumber account,
            @Nullable Long after,
            @Nullable Integer limit) {
        callers.requireOperator(authorization);
        return findings.page(account, after == null ? 0 : after, limit == null ? PAGE : limit);
    }
}
