package dev.stowage.supplier;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.BlockRangeGrant;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.CarrierList;
import dev.stowage.protocol.placement.ChooseAgainRequest;
import dev.stowage.protocol.placement.ClosingKept;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.placement.FindingPage;
import dev.stowage.protocol.placement.FindingReport;
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

/// The stand-in for placement without HTTP: it knows what suppliers ask, nothing else.
public record LocalPlacement(PlacementStandIn placement) implements PlacementApi {

    @Override
    public Joined join(JoinRequest request) {
        return placement.join(request);
    }

    @Override
    public HeartbeatAnswer heartbeat(String authorization, Heartbeat heartbeat) {
        return placement.heartbeat(authorization, heartbeat);
    }

    @Override
    public Joined renewCertificate(String authorization) {
        return placement.renew(authorization);
    }

    @Override
    public Revoked revoked(String authorization) {
        return placement.revoked(authorization);
    }

    @Override
    public JoinCode makeJoinCode(String authorization, JoinCodeRequest request) {
        throw unasked();
    }

    @Override
    public CarrierList carriers(String authorization, CarrierId first, int count, String known) {
        throw unasked();
    }

    @Override
    public Reservation reserve(String authorization, ReserveRequest request) {
        throw unasked();
    }

    @Override
    public Reservation chooseAgain(
            String authorization, AccountNumber account, ChooseAgainRequest request) {
        throw unasked();
    }

    @Override
    public Reservation addLayout(
            String authorization, AccountNumber account, LayoutRequest request) {
        throw unasked();
    }

    @Override
    public OverrideOffer offerReplacement(
            String authorization, AccountNumber account, OverrideRequest request) {
        throw unasked();
    }

    @Override
    public OverrideCandidates replacementCandidates(
            String authorization, AccountNumber account, CarrierId carrier) {
        throw unasked();
    }

    @Override
    public BlockRangeGrant grantBlockRange(
            String authorization, AccountNumber account, BlockRangeRequest request) {
        throw unasked();
    }

    @Override
    public HeadAnswer head(String authorization, AccountNumber account, Long known) {
        throw unasked();
    }

    @Override
    public HeadAnswer swapHead(String authorization, AccountNumber account, HeadSwap swap) {
        throw unasked();
    }

    @Override
    public ClosingKept close(String authorization, AccountNumber account, ClosingMessage closing) {
        throw unasked();
    }

    @Override
    public void report(String authorization, FindingReport report) {
        placement.hear(report.findings());
    }

    @Override
    public FindingPage findings(
            String authorization, AccountNumber account, Long after, Integer limit) {
        throw unasked();
    }

    private static AssertionError unasked() {
        return new AssertionError("no supplier asks this");
    }
}
