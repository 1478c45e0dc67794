package dev.stowage.placement.override;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.registry.Fired;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.OverrideCandidates;
import dev.stowage.protocol.placement.SupplierId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A search for those who could hold, for one account, what belongs on one carrier: first in the
/// reserve, then among up to 256 other suppliers. Those that the operator fired come last.
final class Search {

    private static final int MOST_LOOKED_AT = 256;

    private static final Comparator<Found> BETTER_FIRST =
            Comparator.comparing(Found::fired)
                    .thenComparing(each -> !each.reserve())
                    .thenComparing(each -> !each.newZone());

    private final Carriers carriers;
    private final Roster roster;
    private final Fired fired;
    private final RandomGenerator random;
    private final AccountHead head;
    private final CarrierId carrier;
    private final HolderRules rules;
    private final @Nullable SupplierId present;
    private final Set<SupplierId> refused;

    /// Somebody who could.
    ///
    /// @param serving of the holder
    record Found(Serving serving, boolean fired, boolean reserve, boolean newZone) {}

    /// @param present who holds it now
    /// @param refused who granted no contract
    Search(
            Carriers carriers,
            Roster roster,
            Fired fired,
            RandomGenerator random,
            AccountHead head,
            CarrierId carrier,
            HolderRules rules,
            @Nullable SupplierId present,
            Set<SupplierId> refused) {
        this.carriers = carriers;
        this.roster = roster;
        this.fired = fired;
        this.random = random;
        this.head = head;
        this.carrier = carrier;
        this.rules = rules;
        this.present = present;
        this.refused = Set.copyOf(refused);
    }

    /// The better ones first; of equals in any order.
    ///
    /// @param most of them
    List<Found> all(int most) {
        List<Found> found = reserve();
        Set<SupplierId> suppliers = new HashSet<>(refused);
        found.removeIf(each -> !suppliers.add(each.serving().supplier().id()));
        if (found.size() < most) {
            List<SupplierStatus> others = new ArrayList<>(roster.all());
            Collections.shuffle(others, Random.from(random));
            others.sort(Comparator.comparing(each -> fired.isFired(each.id())));
            others.stream()
                    .filter(roster::isAlive)
                    .filter(each -> !suppliers.contains(each.id()))
                    .limit(MOST_LOOKED_AT)
                    .flatMap(each -> of(each.id()).stream())
                    .limit(most)
                    .forEach(found::add);
        }
        found.sort(BETTER_FIRST);
        return found.stream().limit(most).toList();
    }

    /// Carriers of the group that no layout of the account covers.
    private List<Found> reserve() {
        CarrierGroup group = head.layout().group();
        List<Serving> free =
                new ArrayList<>(
                        carriers.servings(group.first(), group.carriers()).stream()
                                .filter(each -> isReserve(each.carrier()))
                                .filter(this::isAnother)
                                .filter(each -> rules.objectionNow(each).isEmpty())
                                .toList());
        Collections.shuffle(free, Random.from(random));
        return new ArrayList<>(free.stream().map(this::found).toList());
    }

    private boolean isReserve(CarrierId other) {
        return head.layout().group().contains(other)
                && !head.accountFileLayout().covers(other)
                && head.layouts().stream().noneMatch(each -> each.covers(other));
    }

    private boolean isAnother(Serving serving) {
        return !serving.supplier().id().equals(present);
    }

    private Found found(Serving serving) {
        return new Found(
                serving,
                fired.isFired(serving.supplier().id()),
                isReserve(serving.carrier()),
                rules.isNewZone(serving));
    }

    /// The carrier of a supplier that would hold it.
    private Optional<Found> of(SupplierId supplier) {
        return carriers.servedBy(supplier).stream()
                .filter(this::isAnother)
                .filter(each -> rules.objectionNow(each).isEmpty())
                .max(Comparator.comparingLong(Serving::grantable))
                .map(this::found);
    }

    /// The one that placement chooses: of the best ones two by chance, and of these the roomier
    /// one.
    ///
    /// @throws Fault `too-few-suppliers`
    Found choose() {
        List<Found> all = all(OverrideCandidates.MOST);
        if (all.isEmpty()) {
            throw new Fault(
                            FaultCode.TOO_FEW_SUPPLIERS,
                            "no supplier can hold carrier %s for account %s: none of up to %d that were looked at is alive, can grant %d bytes and holds nothing else of its layout"
                                    .formatted(
                                            carrier, head.account(), MOST_LOOKED_AT, rules.quota()))
                    .with("carrier", carrier.toString())
                    .with("quota", rules.quota());
        }
        List<Found> best =
                all.stream()
                        .filter(each -> BETTER_FIRST.compare(each, all.getFirst()) == 0)
                        .toList();
        Found one = best.get(random.nextInt(best.size()));
        Found other = best.get(random.nextInt(best.size()));
        return one.serving().grantable() >= other.serving().grantable() ? one : other;
    }

    /// The one that the account names.
    ///
    /// @throws Fault `not-found`, `precondition-failed` with all that speaks against it
    Found require(SupplierId with) {
        if (roster.all().stream().noneMatch(each -> each.id().equals(with))) {
            throw new Fault(FaultCode.NOT_FOUND, "there is no supplier " + with)
                    .with("supplier", with.toString());
        }
        if (with.equals(present)) {
            throw refused("supplier %s holds carrier %s already".formatted(with, carrier));
        }
        List<Serving> served = carriers.servedBy(with);
        Optional<Serving> own =
                served.stream().filter(each -> each.carrier().equals(carrier)).findFirst();
        if (own.isPresent() && rules.objectionNow(own.get()).isEmpty()) {
            return found(own.get());
        }
        return of(with).orElseThrow(() -> refused(why(with, served)));
    }

    private String why(SupplierId with, List<Serving> served) {
        List<String> objections =
                served.stream()
                        .map(rules::objectionNow)
                        .flatMap(Optional::stream)
                        .filter(Objects::nonNull)
                        .distinct()
                        .limit(8)
                        .toList();
        return objections.isEmpty()
                ? "supplier %s serves no carrier".formatted(with)
                : String.join("; ", objections);
    }

    private Fault refused(String why) {
        return new Fault(FaultCode.PRECONDITION_FAILED, why).with("carrier", carrier.toString());
    }
}
