package dev.stowage.placement.replacement;

import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.account.Claims;
import dev.stowage.placement.account.LayoutInUse;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Former;
import dev.stowage.placement.carrier.Formers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.registry.Fired;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Candidate;
import dev.stowage.protocol.placement.Residency;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who may serve one carrier, as things are now.
///
/// What must be: the volume is alive, takes new things and has room for all that accounts may ask
/// of the carrier; its supplier serves no other carrier of the octet, nor one that holds the same
/// layouts for an account that overrode a carrier; it does not belong to one of these accounts, is
/// where all of them may lie, and has no records of the carrier on another volume. What is better,
/// in this order: its supplier was not fired; it serves no other carrier of any layout that covers
/// this one; it has a slot; it is in another zone than the rest of the octet; of two random ones,
/// it has more room.
final class Successors {

    private static final Comparator<Candidate> WIDER_FIRST =
            Comparator.comparing((Candidate each) -> !each.alone())
                    .thenComparing(each -> !each.hasSlot())
                    .thenComparing(each -> !each.newZone());

    private static final Comparator<Candidate> ROOMIER_FIRST =
            Comparator.comparingLong(each -> each.asked() - each.grantable());

    private final Claims claims;
    private final Roster roster;
    private final Fired fired;
    private final RandomGenerator random;
    private final Comparator<Candidate> betterFirst;
    private final Serving present;
    private final List<LayoutInUse> layouts;
    private final Set<Residency> residencies;
    private final long asked;
    private final List<Serving> octet;
    private final Map<SupplierId, CarrierId> heldBeside;
    private final List<Former> formers;
    private final Surroundings surroundings;
    private final Company company;

    /// Looks at what is now.
    Successors(
            Carriers carriers,
            Surroundings surroundings,
            Formers formers,
            Claims claims,
            Roster roster,
            Fired fired,
            RandomGenerator random,
            Serving present) {
        this.claims = claims;
        this.roster = roster;
        this.fired = fired;
        this.random = random;
        this.betterFirst =
                Comparator.comparing((Candidate each) -> fired.isFired(each.supplier()))
                        .thenComparing(WIDER_FIRST);
        this.present = present;
        this.layouts = claims.inUse(present.carrier());
        this.residencies = claims.residencies(present.carrier());
        this.asked =
                layouts.stream()
                        .mapToLong(LayoutInUse::quotas)
                        .reduce(0, (sum, each) -> Math.min(Long.MAX_VALUE / 2, sum + each));
        CarrierId first = new CarrierId(present.carrier().value() & -CarrierId.OCTET);
        this.octet =
                carriers.servings(first, CarrierId.OCTET).stream()
                        .filter(each -> !each.carrier().equals(present.carrier()))
                        .toList();
        this.heldBeside = heldBeside(carriers, claims, present.carrier());
        this.formers = formers.unreleased(present.carrier(), present.carrier());
        this.surroundings = surroundings;
        this.company = new Company(surroundings, layouts, present);
    }

    /// All that may serve it, the better ones first.
    List<Candidate> all() {
        List<Candidate> all = new ArrayList<>();
        for (SupplierStatus supplier : roster.all()) {
            all.addAll(of(supplier));
        }
        all.sort(betterFirst.thenComparing(ROOMIER_FIRST));
        return all;
    }

    /// Those with whom records lie as far apart as now: of each account on as many suppliers, of
    /// the octet in as many zones. Nobody serves more carriers than it offered, and nobody was
    /// fired.
    List<Candidate> asFarApart() {
        boolean isInOwnZone = octet.stream().noneMatch(each -> isInZone(each, present.supplier()));
        return all().stream()
                .filter(each -> each.alone() && each.hasSlot())
                .filter(each -> each.newZone() || !isInOwnZone)
                .filter(each -> !fired.isFired(each.supplier()))
                .toList();
    }

    private List<Candidate> of(SupplierStatus supplier) {
        return supplier.volumes().values().stream()
                .filter(volume -> objection(supplier, volume).isEmpty())
                .map(volume -> candidate(supplier, volume))
                .toList();
    }

    private Candidate candidate(SupplierStatus supplier, VolumeState volume) {
        return new Candidate(
                supplier.id(),
                volume.volume(),
                supplier.zone(),
                roster.grantable(volume),
                asked,
                isAlone(supplier),
                surroundings.load(volume.volume()) < volume.carriers(),
                octet.stream().noneMatch(each -> isInZone(each, supplier)));
    }

    private static boolean isInZone(Serving serving, SupplierStatus supplier) {
        return supplier.zone() != null
                && Objects.equals(serving.supplier().zone(), supplier.zone());
    }

    /// Why a volume may not serve the carrier; empty if it may.
    private Optional<String> objection(SupplierStatus supplier, VolumeState volume) {
        if (volume.volume().equals(present.volume())) {
            return Optional.of("serves the carrier now");
        }
        if (!roster.isAlive(supplier)) {
            return Optional.of("is away: its supplier does not count as alive");
        }
        if (!supplier.takesNew(volume) || volume.movedTo() != null) {
            return Optional.of("takes nothing new");
        }
        if (roster.grantable(volume) < asked) {
            return Optional.of(
                    "can grant %d bytes, accounts may ask for %d"
                            .formatted(roster.grantable(volume), asked));
        }
        return objection(supplier)
                .or(
                        () ->
                                hasRecordsElsewhere(supplier.id(), volume.volume())
                                        ? Optional.of(
                                                "is not where its supplier has former records of the carrier")
                                        : Optional.empty());
    }

    private Optional<String> objection(SupplierStatus supplier) {
        for (Serving other : octet) {
            if (other.supplier().id().equals(supplier.id())) {
                return Optional.of(
                        "is one of a supplier that serves carrier %s of the same octet"
                                .formatted(other.carrier()));
            }
        }
        CarrierId beside = heldBeside.get(supplier.id());
        if (beside != null) {
            return Optional.of(
                    "is one of a supplier that serves carrier %s, which holds the same layouts of accounts that overrode a carrier"
                            .formatted(beside));
        }
        for (Residency residency : residencies) {
            if (!residency.allows(supplier.zone(), supplier.tags())) {
                return Optional.of(
                        "is not where accounts on the carrier may lie: zones %s, tags %s"
                                .formatted(residency.zones(), residency.tags()));
            }
        }
        boolean own = supplier.owner() != null && claims.holds(present.carrier(), supplier.owner());
        return own
                ? Optional.of(
                        "is one of account %s, which stores on the carrier"
                                .formatted(supplier.owner()))
                : Optional.empty();
    }

    private boolean hasRecordsElsewhere(SupplierId supplier, UUID volume) {
        return formers.stream()
                .filter(each -> !each.volume().equals(volume))
                .anyMatch(each -> roster.ownerOf(each.volume()).equals(Optional.of(supplier)));
    }

    /// Whether the supplier serves no other carrier of a layout that covers this one.
    private boolean isAlone(SupplierStatus supplier) {
        return company.with(supplier.id()).isEmpty();
    }

    /// Of each supplier that must not serve the carrier, because of accounts that overrode it or
    /// one beside it, a carrier that it serves.
    private Map<SupplierId, CarrierId> heldBeside(
            Carriers carriers, Claims claims, CarrierId carrier) {
        Map<SupplierId, CarrierId> suppliers = new HashMap<>();
        claims.heldBeside(carrier).stream()
                .flatMap(each -> carriers.servings(each, 1).stream())
                .forEach(each -> suppliers.putIfAbsent(each.supplier().id(), each.carrier()));
        for (LayoutInUse used : layouts) {
            used.overrides().holders().keySet().stream()
                    .map(held -> new CarrierId(held.value() & -CarrierId.OCTET))
                    .flatMap(first -> carriers.servings(first, CarrierId.OCTET).stream())
                    .filter(each -> used.hasBeside(each.carrier(), carrier))
                    .forEach(each -> suppliers.putIfAbsent(each.supplier().id(), each.carrier()));
        }
        return suppliers;
    }

    /// The one that placement chooses: of the best ones two by chance, and of these the roomier
    /// one.
    ///
    /// @throws Fault `too-few-suppliers`
    Candidate choose() {
        return best(all())
                .orElseThrow(
                        () ->
                                new Fault(
                                                FaultCode.TOO_FEW_SUPPLIERS,
                                                "no volume may serve carrier %s: none is alive with %d bytes to grant, on a supplier without another carrier of the octet"
                                                        .formatted(present.carrier(), asked))
                                        .with("carrier", present.carrier().value())
                                        .with("quota", asked));
    }

    private Optional<Candidate> best(List<Candidate> all) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Candidate> best =
                all.stream()
                        .filter(each -> betterFirst.compare(each, all.getFirst()) == 0)
                        .toList();
        Candidate one = best.get(random.nextInt(best.size()));
        Candidate other = best.get(random.nextInt(best.size()));
        return Optional.of(ROOMIER_FIRST.compare(one, other) <= 0 ? one : other);
    }

    /// The one that the operator names, who may not make an account's layout narrower.
    ///
    /// @param with a volume or a supplier
    /// @throws Fault `not-found`, `precondition-failed`
    Candidate require(UUID with) {
        SupplierId owner = roster.ownerOf(with).orElse(new SupplierId(with));
        SupplierStatus supplier =
                roster.all().stream()
                        .filter(each -> each.id().equals(owner))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new Fault(
                                                FaultCode.NOT_FOUND,
                                                "%s is no volume and no supplier here"
                                                        .formatted(with)));
        company.fullWith(supplier.id())
                .ifPresent(
                        carrier -> {
                            throw refused(
                                    "supplier %s serves carrier %s, which accounts use together with carrier %s"
                                            .formatted(supplier.id(), carrier, present.carrier()));
                        });
        boolean isVolume = !with.equals(supplier.id().value());
        return best(of(supplier).stream()
                        .filter(each -> !isVolume || each.volume().equals(with))
                        .sorted(betterFirst.thenComparing(ROOMIER_FIRST))
                        .toList())
                .orElseThrow(() -> refused(why(supplier, isVolume ? with : null)));
    }

    private Fault refused(String why) {
        return new Fault(FaultCode.PRECONDITION_FAILED, why)
                .with("carrier", present.carrier().value());
    }

    private String why(SupplierStatus supplier, @Nullable UUID only) {
        Set<String> objections = new HashSet<>();
        for (VolumeState volume : supplier.volumes().values()) {
            if (only == null || volume.volume().equals(only)) {
                objection(supplier, volume)
                        .map(why -> "volume %s %s".formatted(volume.volume(), why))
                        .ifPresent(objections::add);
            }
        }
        return objections.isEmpty()
                ? "supplier %s has no such volume now".formatted(supplier.id())
                : objections.stream().sorted().limit(8).collect(Collectors.joining("; "));
    }
}
