package dev.stowage.placement.replacement;

import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Former;
import dev.stowage.placement.carrier.Formers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.Balance;
import dev.stowage.protocol.placement.Balance.Move;
import dev.stowage.protocol.placement.BalanceRequest;
import dev.stowage.protocol.placement.Candidate;
import dev.stowage.protocol.placement.ReplacementList.Refusal;
import dev.stowage.protocol.placement.ReplacementRequest;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Gives carriers of the fullest volumes to roomier ones, at the operator's word. By itself nothing
/// is moved for room.
///
/// How full a volume is, its contracts say, not what is stored under them yet. A volume gives one
/// carrier at a time, and its supplier's word on its space counts again when that one's records are
/// all with the successor; a supplier takes one carrier in a request. None moves unless afterwards
/// both volumes are clearly less full than the fuller one was, and unless accounts keep as many
/// suppliers, and the octet as many zones.
public final class Balancing {

    /// In parts of a volume's space: less is not worth that all records of a carrier move.
    private static final double LEAST_GAIN = 0.05;

    /// Carriers for which successors are sought in one request.
    private static final int MOST_LOOKED_AT = 256;

    private final Replacements replacements;
    private final Carriers carriers;
    private final Formers formers;
    private final Roster roster;

    Balancing(Replacements replacements, Carriers carriers, Formers formers, Roster roster) {
        this.replacements = replacements;
        this.carriers = carriers;
        this.formers = formers;
        this.roster = roster;
    }

    /// A volume's space, in bytes.
    private record Space(UUID volume, long capacity, long grantable) {

        /// The share that is spoken for, 0 … 1, if contracts ask for so much more.
        double shareWith(long more) {
            return Math.clamp(1 - (grantable - more) / (double) capacity, 0, 1);
        }
    }

    private record Planned(int generation, Move move, double gain) {}

    /// Gives away what should be, or says what that is.
    public Balance balance(BalanceRequest request) {
        Set<UUID> waiting = waiting();
        List<Planned> plan = plan(request.most(), waiting);
        List<Move> moves = new ArrayList<>();
        List<Refusal> refused = new ArrayList<>();
        for (Planned each : plan) {
            Optional<Refusal> refusal =
                    request.isDryRun() ? Optional.empty() : refusal(each, request.reason());
            refusal.ifPresentOrElse(refused::add, () -> moves.add(each.move));
        }
        return new Balance(moves, refused, waiting.size());
    }

    private Set<UUID> waiting() {
        return formers.unreleased(new CarrierId(0), new CarrierId(carriers.count())).stream()
                .map(Former::volume)
                .collect(Collectors.toSet());
    }

    private Optional<Refusal> refusal(Planned planned, String reason) {
        Move move = planned.move;
        try {
            replacements.replace(
                    move.carrier(), new ReplacementRequest(reason, move.to(), planned.generation));
            return Optional.empty();
        } catch (Fault fault) {
            return Optional.of(Refusal.of(move.carrier(), fault));
        }
    }

    private List<Planned> plan(int most, Set<UUID> waiting) {
        Map<UUID, Space> spaces = spaces();
        Set<UUID> serving = carriers.loads().keySet();
        List<Space> fullestFirst =
                spaces.values().stream()
                        .filter(each -> serving.contains(each.volume))
                        .filter(each -> !waiting.contains(each.volume))
                        .sorted(Comparator.comparingDouble(each -> -each.shareWith(0)))
                        .toList();
        Surroundings surroundings = replacements.surroundings();
        List<Planned> plan = new ArrayList<>();
        Set<SupplierId> taking = new HashSet<>();
        int left = MOST_LOOKED_AT;
        for (Space source : fullestFirst) {
            if (plan.size() == most || left == 0 || source.shareWith(0) < LEAST_GAIN) {
                break;
            }
            List<Serving> looked = carriers.servedBy(source.volume).stream().limit(left).toList();
            left -= looked.size();
            looked.stream()
                    .flatMap(each -> best(each, source, spaces, taking, surroundings).stream())
                    .max(Comparator.comparingDouble(Planned::gain))
                    .ifPresent(
                            each -> {
                                plan.add(each);
                                taking.add(each.move.supplier());
                            });
        }
        return plan;
    }

    /// Of volumes of living suppliers: of others nothing can be said.
    private Map<UUID, Space> spaces() {
        return roster.all().stream()
                .filter(roster::isAlive)
                .map(SupplierStatus::volumes)
                .flatMap(volumes -> volumes.values().stream())
                .filter(volume -> volume.capacity() > 0)
                .map(this::space)
                .collect(Collectors.toMap(Space::volume, Function.identity()));
    }

    private Space space(VolumeState volume) {
        return new Space(volume.volume(), volume.capacity(), roster.grantable(volume));
    }

    /// Where a carrier should go, if that is worth it.
    private Optional<Planned> best(
            Serving present,
            Space source,
            Map<UUID, Space> spaces,
            Set<SupplierId> taking,
            Surroundings surroundings) {
        return replacements.successors(present, surroundings).asFarApart().stream()
                .filter(to -> !taking.contains(to.supplier()))
                .flatMap(
                        to ->
                                Stream.ofNullable(spaces.get(to.volume()))
                                        .map(target -> planned(present, source, to, target)))
                .filter(planned -> planned.gain >= LEAST_GAIN)
                .max(Comparator.comparingDouble(Planned::gain));
    }

    private static Planned planned(Serving present, Space source, Candidate to, Space target) {
        double before = source.shareWith(0);
        double after = target.shareWith(to.asked());
        Move move =
                new Move(
                        present.carrier(),
                        source.volume,
                        to.volume(),
                        to.supplier(),
                        to.asked(),
                        before,
                        after);
        return new Planned(
                present.generation(),
                move,
                before - Math.max(after, source.shareWith(-to.asked())));
    }
}
