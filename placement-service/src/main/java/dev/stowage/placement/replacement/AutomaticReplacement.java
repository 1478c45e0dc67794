package dev.stowage.placement.replacement;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.account.Claims;
import dev.stowage.placement.account.LayoutInUse;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Former;
import dev.stowage.placement.carrier.Formers;
import dev.stowage.placement.carrier.Losses;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.event.Event;
import dev.stowage.placement.event.Events;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.placement.replacement.Gone.State;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.SupplierId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/// Looks now and then which carriers' suppliers are gone, and lets others serve them.
///
/// The carriers of a dead volume, and those of an offline one where another loss would take more
/// than half of what a layout tolerates. In the groups of a carrier one supplier is replaced at a
/// time: the next one when the records of the one before are rebuilt. Where more is lost than a
/// layout tolerates nothing is done: then an operator decides.
public final class AutomaticReplacement {

    /// Carriers that are looked at in one round.
    private static final int AT_ONCE = 256;

    /// Carriers of which it is remembered that they were refused, and suppliers that were gone.
    private static final int MOST_REMEMBERED = 100_000;

    private final Replacements replacements;
    private final Carriers carriers;
    private final Formers formers;
    private final Claims claims;
    private final Roster roster;
    private final Gone gone;
    private final Events events;
    private final TransactionOperations writing;
    private final RandomGenerator random;
    private final Map<CarrierId, String> refused = new HashMap<>();
    private final Set<SupplierId> wereGone;

    AutomaticReplacement(
            Replacements replacements,
            Carriers carriers,
            Formers formers,
            Claims claims,
            Roster roster,
            Gone gone,
            Events events,
            TransactionOperations writing,
            RandomGenerator random) {
        this.replacements = replacements;
        this.carriers = carriers;
        this.formers = formers;
        this.claims = claims;
        this.roster = roster;
        this.gone = gone;
        this.events = events;
        this.writing = writing;
        this.random = random;
        this.wereGone =
                new HashSet<>(
                        events.lastKnownAs(EventKind.SUPPLIER_AWAY, EventKind.SUPPLIER_RETURNED));
    }

    /// One round.
    public synchronized void run() {
        Losses losses = new Losses(carriers, formers, roster);
        Map<SupplierId, Set<UUID>> volumes = roster.everyVolume();
        List<Candidacy> carriersOfGone = new ArrayList<>();
        for (SupplierStatus supplier : roster.all()) {
            List<Candidacy> those = gone(supplier, volumes.getOrDefault(supplier.id(), Set.of()));
            note(supplier, !those.isEmpty());
            carriersOfGone.addAll(those);
        }
        refused.keySet()
                .retainAll(
                        carriersOfGone.stream()
                                .map(each -> each.serving().carrier())
                                .collect(Collectors.toSet()));
        Collections.shuffle(carriersOfGone, Random.from(random));
        carriersOfGone.stream().limit(AT_ONCE).forEach(each -> replace(each, losses));
    }

    /// A carrier that may have to be replaced.
    private record Candidacy(Serving serving, State state) {}

    private List<Candidacy> gone(SupplierStatus supplier, Set<UUID> volumes) {
        List<Candidacy> those = new ArrayList<>();
        for (UUID volume : volumes) {
            State state = gone.of(supplier, volume);
            if (state != State.THERE) {
                carriers.servedBy(volume)
                        .forEach(serving -> those.add(new Candidacy(serving, state)));
            }
        }
        return those;
    }

    private void note(SupplierStatus supplier, boolean isGone) {
        if (isGone && wereGone.size() < MOST_REMEMBERED) {
            noteGone(supplier.id());
        } else if (!isGone && roster.isAlive(supplier) && wereGone.remove(supplier.id())) {
            int serves = carriers.servedBy(supplier.id()).size();
            note(
                    new Event(
                            EventKind.SUPPLIER_RETURNED,
                            supplier.id(),
                            null,
                            null,
                            null,
                            "it serves the %d carriers that it still has; those that others serve stay there"
                                    .formatted(serves)));
        }
    }

    private void noteGone(SupplierId supplier) {
        if (wereGone.add(supplier)) {
            note(
                    new Event(
                            EventKind.SUPPLIER_AWAY,
                            supplier,
                            null,
                            null,
                            null,
                            "it is silent, revoked, or has lost a volume, and serves carriers"));
        }
    }

    private void note(Event event) {
        writing.executeWithoutResult(_ -> events.note(event));
    }

    private void replace(Candidacy carrier, Losses losses) {
        Serving serving = carrier.serving();
        State state = carrier.state();
        List<LayoutInUse> layouts = claims.inUse(serving.carrier());
        if (state == State.OFFLINE && !isCritical(layouts, losses)) {
            return;
        }
        String reason =
                "its supplier is " + (state == State.DEAD ? "dead" : "offline, and few are left");
        Optional<LayoutInUse> beyond =
                layouts.stream()
                        .filter(each -> losses.spare(each.layout(), each.overrides()) < 0)
                        .findFirst();
        if (beyond.isPresent()) {
            refuse(serving, tooMany(beyond.get(), losses));
            return;
        }
        if (isAnotherUnderWay(serving, layouts)) {
            return;
        }
        try {
            replacements.replace(serving, reason);
            refused.remove(serving.carrier());
        } catch (Fault fault) {
            refuse(serving, String.valueOf(fault.getMessage()));
        }
    }

    private static String tooMany(LayoutInUse used, Losses losses) {
        Layout layout = used.layout();
        return "%d carriers of a layout in group %s are lost, it tolerates %d: an operator has to decide"
                .formatted(
                        losses.count(layout, used.overrides()), layout.group(), layout.tolerance());
    }

    /// Whether one loss more would take more than half of what some layout tolerates.
    private static boolean isCritical(List<LayoutInUse> layouts, Losses losses) {
        return layouts.stream()
                .anyMatch(
                        each ->
                                2 * (losses.count(each.layout(), each.overrides()) + 1)
                                        > each.layout().tolerance());
    }

    /// Whether records of another supplier's former carrier are still rebuilt in the octet or a
    /// group that is in use. A carrier does not wait for rebuilds in which it takes part itself:
    /// while it is gone they cannot end, and it was lost before.
    private boolean isAnotherUnderWay(Serving serving, List<LayoutInUse> layouts) {
        CarrierId first = new CarrierId(serving.carrier().value() & -CarrierId.OCTET);
        CarrierGroup octet = new CarrierGroup(first, ReliabilityLevel.ZERO);
        return Stream.concat(Stream.of(octet), layouts.stream().map(each -> each.layout().group()))
                .distinct()
                .flatMap(group -> formers.unreleased(group.first(), group.carrier(-1)).stream())
                .anyMatch(former -> isAnother(former, serving));
    }

    private boolean isAnother(Former former, Serving serving) {
        @Nullable SupplierId supplier = formers.supplier(former).orElse(null);
        return !serving.supplier().id().equals(supplier)
                && !formers.waitsFor(former, serving.carrier());
    }

    /// Says it once, and again when it is for another reason, or after its supplier was there.
    private void refuse(Serving serving, String why) {
        if (refused.size() >= MOST_REMEMBERED) {
            refused.clear();
        }
        if (!why.equals(refused.put(serving.carrier(), why))) {
            note(
                    new Event(
                            EventKind.REPLACEMENT_REFUSED,
                            serving.supplier().id(),
                            serving.volume(),
                            serving.carrier(),
                            null,
                            why));
        }
    }
}
