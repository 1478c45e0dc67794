package dev.stowage.transfer.fleet;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
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
import dev.stowage.protocol.placement.ServedCarrier;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The directory of placement in memory; all else that placement does is refused.
public final class FakePlacement implements PlacementApi {

    private final SortedMap<CarrierId, ServedCarrier> carriers = new TreeMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger confirmed = new AtomicInteger();
    private int changes;
    private volatile Mood mood = Mood.HEALTHY;

    public void be(Mood next) {
        mood = next;
    }

    public synchronized void put(ServedCarrier carrier) {
        carriers.put(carrier.carrier(), carrier);
        changes++;
    }

    public synchronized void remove(CarrierId carrier) {
        carriers.remove(carrier);
        changes++;
    }

    public synchronized ServedCarrier get(CarrierId carrier) {
        return carriers.get(carrier);
    }

    public int calls() {
        return calls.get();
    }

    /// Calls that were answered with nothing new.
    public int confirmed() {
        return confirmed.get();
    }

    @Override
    public CarrierList carriers(
            String authorization, CarrierId first, int count, @Nullable String known) {
        calls.incrementAndGet();
        mood.face();
        if (count < 1 || count > 131_072 || !authorization.startsWith("Bearer ")) {
            throw new Fault(FaultCode.INVALID_REQUEST, "count " + count);
        }
        synchronized (this) {
            String revision = String.valueOf(changes);
            if (revision.equals(known)) {
                confirmed.incrementAndGet();
                return new CarrierList(revision, null);
            }
            return new CarrierList(
                    revision,
                    carriers.tailMap(first).values().stream()
                            .takeWhile(each -> each.carrier().value() - first.value() < count)
                            .toList());
        }
    }

    private static Fault refused() {
        return new Fault(FaultCode.UNSUPPORTED, "this placement knows carriers only");
    }

    @Override
    public JoinCode makeJoinCode(String authorization, JoinCodeRequest request) {
        throw refused();
    }

    @Override
    public Joined join(JoinRequest request) {
        throw refused();
    }

    @Override
    public HeartbeatAnswer heartbeat(String authorization, Heartbeat heartbeat) {
        throw refused();
    }

    @Override
    public Revoked revoked(String authorization) {
        throw refused();
    }

    @Override
    public Joined renewCertificate(String authorization) {
        throw refused();
    }

    @Override
    public Reservation reserve(String authorization, ReserveRequest request) {
        throw refused();
    }

    @Override
    public Reservation chooseAgain(
            String authorization, AccountNumber account, ChooseAgainRequest request) {
        throw refused();
    }

    @Override
    public Reservation addLayout(
            String authorization, AccountNumber account, LayoutRequest request) {
        throw refused();
    }

    @Override
    public OverrideOffer offerReplacement(
            String authorization, AccountNumber account, OverrideRequest request) {
        throw refused();
    }

    @Override
    public OverrideCandidates replacementCandidates(
            String authorization, AccountNumber account, CarrierId carrier) {
        throw refused();
    }

    @Override
    public BlockRangeGrant grantBlockRange(
            String authorization, AccountNumber account, BlockRangeRequest request) {
        throw refused();
    }

    @Override
    public HeadAnswer head(String authorization, AccountNumber account, @Nullable Long known) {
        throw refused();
    }

    @Override
    public HeadAnswer swapHead(String authorization, AccountNumber account, HeadSwap swap) {
        throw refused();
    }

    @Override
    public ClosingKept close(String authorization, AccountNumber account, ClosingMessage closing) {
        throw refused();
    }

    @Override
    public void report(String authorization, FindingReport report) {
        throw refused();
    }

    @Override
    public FindingPage findings(
            String authorization,
            @Nullable AccountNumber account,
            @Nullable Long after,
            @Nullable Integer limit) {
        throw refused();
    }
}
