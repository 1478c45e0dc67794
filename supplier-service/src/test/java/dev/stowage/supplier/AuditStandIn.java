package dev.stowage.supplier;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.placement.AuditReport;
import dev.stowage.protocol.placement.AuditTask;
import dev.stowage.protocol.placement.AuditTask.Task;
import dev.stowage.protocol.placement.AuditTask.Witness;
import dev.stowage.protocol.placement.AuditsApi;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.supplier.PlacementStandIn.Member;
import dev.stowage.supplier.trial.SampleAccount;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/// Placement's part in audits, stood in for: a test says whose carrier is audited by whom, and
/// hears what came of it.
public final class AuditStandIn implements AuditsApi {

    private static final long PAUSE_MILLIS = 50;

    private final PlacementStandIn placement;
    private final Deque<Wish> waiting = new ArrayDeque<>();
    private final List<Heard> heard = new ArrayList<>();

    private record Wish(
            SampleAccount account,
            AccountNumber about,
            Layout layout,
            int carrier,
            int by,
            List<Integer> witnesses) {}

    /// What an auditor said.
    public record Heard(SupplierId auditor, AuditReport report) {}

    AuditStandIn(PlacementStandIn placement) {
        this.placement = placement;
    }

    /// Whoever serves a carrier is to be audited.
    ///
    /// @param by who audits
    /// @param witnesses others who keep the live set
    public void want(
            SampleAccount account, Layout layout, int carrier, int by, Integer... witnesses) {
        wantAbout(account, account.number(), layout, carrier, by, witnesses);
    }

    /// As [#want], with an order about another account.
    public void wantAbout(
            SampleAccount account,
            AccountNumber about,
            Layout layout,
            int carrier,
            int by,
            Integer... witnesses) {
        synchronized (placement) {
            waiting.add(new Wish(account, about, layout, carrier, by, List.of(witnesses)));
        }
    }

    /// What was found, in the order in which it was said.
    public List<Heard> heard() {
        synchronized (placement) {
            return List.copyOf(heard);
        }
    }

    @Override
    public AuditTask take(String authorization) {
        synchronized (placement) {
            Member asking = placement.sender(authorization);
            Wish next = waiting.peek();
            if (next == null || !placement.serving(next.by).equals(asking)) {
                return new AuditTask(null, PAUSE_MILLIS);
            }
            waiting.remove();
            return new AuditTask(task(next, asking.id()), PAUSE_MILLIS);
        }
    }

    private Task task(Wish wish, SupplierId auditor) {
        return new Task(
                UUID.randomUUID(),
                order(wish, auditor),
                wish.layout,
                new CarrierId(wish.carrier),
                witness(wish.carrier),
                OwnerKey.first(wish.account.key().verifyingKey()),
                wish.witnesses.stream().map(this::witness).toList());
    }

    private String order(Wish wish, SupplierId auditor) {
        Instant now = Instant.now();
        return new RebuildOrder(
                        UUID.randomUUID(),
                        wish.about,
                        wish.account.key().verifyingKey(),
                        wish.layout.group(),
                        CarrierSet.of(List.of(new CarrierId(wish.carrier))),
                        BlockNumber.FIRST,
                        new BlockNumber(-1),
                        auditor,
                        now,
                        now.plusSeconds(3600))
                .sign(placement.key());
    }

    private Witness witness(int member) {
        return new Witness(placement.serving(member).id(), placement.urlOf(member).toString());
    }

    @Override
    public void report(String authorization, UUID audit, AuditReport report) {
        synchronized (placement) {
            heard.add(new Heard(placement.sender(authorization).id(), report));
        }
    }
}
