package dev.stowage.placement.replacement;

import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.account.Claims;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Formers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.event.Event;
import dev.stowage.placement.event.Events;
import dev.stowage.placement.registry.Fired;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Candidate;
import dev.stowage.protocol.placement.CandidateList;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.Replacement;
import dev.stowage.protocol.placement.ReplacementList;
import dev.stowage.protocol.placement.ReplacementRequest;
import dev.stowage.protocol.placement.SupplierId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/// Gives carriers to other suppliers, one decision after the other: each is made on what the one
/// before has left.
public final class Replacements {

    /// For which carriers are given away in one request: its sender waits, and so do all others.
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Carriers carriers;
    private final Formers formers;
    private final Claims claims;
    private final Roster roster;
    private final Fired fired;
    private final Events events;
    private final TransactionOperations writing;
    private final RandomGenerator random;
    private final MeterRegistry meters;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Replacements(
            Carriers carriers,
            Formers formers,
            Claims claims,
            Roster roster,
            Fired fired,
            Events events,
            TransactionOperations writing,
            RandomGenerator random,
            MeterRegistry meters) {
        this.carriers = carriers;
        this.formers = formers;
        this.claims = claims;
        this.roster = roster;
        this.fired = fired;
        this.events = events;
        this.writing = writing;
        this.random = random;
        this.meters = meters;
    }

    /// Who decided, for events and metrics.
    enum Decider {
        OPERATOR("operator"),
        AUTOMATIC("automatic");

        private final String text;

        Decider(String text) {
            this.text = text;
        }
    }

    /// Gives a carrier to another supplier by the operator's word. To name the volume that serves
    /// it already changes nothing.
    ///
    /// @throws Fault `not-found`, `generation-changed`, `too-few-suppliers`, `precondition-failed`
    public Replacement replace(CarrierId carrier, ReplacementRequest request) {
        return alone(() -> replace(carrier, request.generation(), request, surroundings()));
    }

    private Replacement replace(
            CarrierId carrier,
            @Nullable Integer generation,
            ReplacementRequest request,
            Surroundings surroundings) {
        Serving present = present(carrier);
        if (present.volume().equals(request.with())) {
            return answer(present, present);
        }
        if (generation != null && generation != present.generation()) {
            throw changed(present);
        }
        return replace(present, request.reason(), request.with(), Decider.OPERATOR, surroundings);
    }

    /// Gives all carriers of a supplier to others by the operator's word. From then on it gets none
    /// of new octets, and others only where nobody else may serve them, until the operator names it
    /// for one.
    ///
    /// @throws Fault `not-found`
    public ReplacementList fire(SupplierId id, ReplacementRequest request) {
        if (roster.all().stream().map(SupplierStatus::id).noneMatch(id::equals)) {
            throw new Fault(FaultCode.NOT_FOUND, "no supplier %s has joined here".formatted(id));
        }
        fired.fire(id);
        return alone(() -> formers.together(() -> replaceAll(id, request)));
    }

    private ReplacementList replaceAll(SupplierId id, ReplacementRequest request) {
        Surroundings surroundings = surroundings();
        List<Replacement> replaced = new ArrayList<>();
        List<ReplacementList.Refusal> refused = new ArrayList<>();
        List<Serving> all = carriers.everythingOf(id);
        long end = System.nanoTime() + LONGEST.toNanos();
        for (Serving each : all.stream().limit(ReplacementList.MAX_CARRIERS).toList()) {
            if (System.nanoTime() - end > 0) {
                break;
            }
            try {
                replaced.add(replace(each.carrier(), each.generation(), request, surroundings));
            } catch (Fault fault) {
                refused.add(ReplacementList.Refusal.of(each.carrier(), fault));
            }
        }
        return new ReplacementList(
                replaced, refused, all.size() - replaced.size() - refused.size());
    }

    /// Who could serve a carrier.
    ///
    /// @throws Fault `not-found`
    public CandidateList candidates(CarrierId carrier) {
        return new CandidateList(
                successors(present(carrier), surroundings()).all().stream()
                        .limit(CandidateList.MAX_CANDIDATES)
                        .toList());
    }

    /// Gives a carrier to another supplier because the one that serves it is gone.
    ///
    /// @throws Fault `generation-changed`, `too-few-suppliers`
    Replacement replace(Serving seen, String reason) {
        return alone(
                () -> {
                    Serving present = present(seen.carrier());
                    if (present.generation() != seen.generation()) {
                        throw changed(present);
                    }
                    return replace(present, reason, null, Decider.AUTOMATIC, surroundings());
                });
    }

    private Replacement replace(
            Serving present,
            String reason,
            @Nullable UUID with,
            Decider decider,
            Surroundings surroundings) {
        Successors successors = successors(present, surroundings);
        Candidate chosen = with == null ? successors.choose() : successors.require(with);
        boolean done =
                Boolean.TRUE.equals(
                        writing.execute(_ -> replace(present, chosen, reason, decider)));
        if (!done) {
            throw changed(present(present.carrier()));
        }
        if (with != null) {
            fired.hire(chosen.supplier());
        }
        roster.promise(chosen.volume(), chosen.asked());
        formers.changed();
        meters.counter("stowage.replacements", "by", decider.text).increment();
        Serving now = present(present.carrier());
        surroundings.replaced(present, now);
        return answer(present, now);
    }

    private boolean replace(Serving present, Candidate to, String reason, Decider decider) {
        boolean done = formers.replace(present, to.volume());
        if (done) {
            events.note(
                    new Event(
                            EventKind.CARRIER_REPLACED,
                            to.supplier(),
                            to.volume(),
                            present.carrier(),
                            null,
                            "%s: %s; generation %d, before on volume %s of supplier %s"
                                    .formatted(
                                            decider.text,
                                            reason,
                                            present.generation() + 1,
                                            present.volume(),
                                            present.supplier().id())));
        }
        return done;
    }

    /// What is to be looked at but once, for as long as carriers stay where they are.
    Surroundings surroundings() {
        return new Surroundings(carriers);
    }

    /// Who may serve a carrier, as things are now.
    Successors successors(Serving present, Surroundings surroundings) {
        return new Successors(
                carriers, surroundings, formers, claims, roster, fired, random, present);
    }

    private Serving present(CarrierId carrier) {
        return carriers.servings(carrier, 1).stream()
                .findFirst()
                .orElseThrow(
                        () ->
                                new Fault(
                                        FaultCode.NOT_FOUND,
                                        "there is no carrier %s".formatted(carrier)));
    }

    private static Fault changed(Serving present) {
        return new Fault(
                        FaultCode.GENERATION_CHANGED,
                        "carrier %s is served in generation %d now, by volume %s"
                                .formatted(
                                        present.carrier(), present.generation(), present.volume()))
                .with("generation", present.generation());
    }

    private static Replacement answer(Serving before, Serving now) {
        return new Replacement(
                now.carrier(),
                now.generation(),
                before.volume(),
                now.volume(),
                now.supplier().id());
    }

    private <T> T alone(Supplier<T> decision) {
        oneAtATime.lock();
        try {
            return decision.get();
        } finally {
            oneAtATime.unlock();
        }
    }
}
