package dev.stowage.placement.account;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.placement.score.Scores;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.LayoutWish;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Chooses a group for a new account: of two random ones that would do, the one with more room and
/// less load, on better suppliers.
///
/// Two choices are enough to keep the fullest group close to the average (Mitzenmacher, The Power
/// of Two Choices, 2001).
///
/// A choice has its price, however many carriers there are: of groups that will not do at most 256
/// are looked at, and of wide ones no more than have 2^20 carriers together, eight at level 7.
final class GroupChooser {

    private static final int MAX_TRIES = 256;
    private static final int MAX_CARRIERS_READ = 1 << 20;

    private final Carriers carriers;
    private final Roster roster;
    private final Scores scores;
    private final Merits merits;
    private final RandomGenerator random;

    GroupChooser(
            Carriers carriers,
            Roster roster,
            Scores scores,
            Merits merits,
            RandomGenerator random) {
        this.carriers = carriers;
        this.roster = roster;
        this.scores = scores;
        this.merits = merits;
        this.random = random;
    }

    /// @param claim what the account has already: only more than that must be free
    /// @param acceptable suppliers that may serve the account
    /// @throws Fault `too-few-suppliers`
    Choice choose(
            LayoutWish wish, long neededSpace, Claim claim, Predicate<SupplierStatus> acceptable) {
        long quota = wish.somewhere().supplierQuota(neededSpace);
        ToLongFunction<CarrierId> asked = more(quota, claim);
        Predicate<Serving> usable = usable(asked, acceptable);
        Optional<Choice> better =
                candidates(wish)
                        .mapToObj(first -> new CarrierGroup(new CarrierId(first), wish.level()))
                        .map(
                                group ->
                                        Choice.best(
                                                wish,
                                                group,
                                                carriers.servings(
                                                        group.first(),
                                                        group.carriers(),
                                                        claim.overrides()),
                                                asked,
                                                usable,
                                                this::merit,
                                                random))
                        .flatMap(Optional::stream)
                        .limit(Choice.CHOICES)
                        .max(Choice::compareTo);
        return better.orElseThrow(() -> tooFew(wish, quota, acceptable));
    }

    /// The best choice in one group, if there is any.
    ///
    /// @param preferred offset to be taken if it will do
    Optional<Choice> chooseIn(
            CarrierGroup group,
            OptionalInt preferred,
            LayoutWish wish,
            long neededSpace,
            Claim claim,
            Predicate<SupplierStatus> acceptable) {
        ToLongFunction<CarrierId> asked = more(wish.somewhere().supplierQuota(neededSpace), claim);
        Predicate<Serving> usable = usable(asked, acceptable);
        List<Serving> servings =
                carriers.servings(group.first(), group.carriers(), claim.overrides());
        return preferred.stream()
                .mapToObj(
                        offset ->
                                Choice.at(
                                        wish, group, servings, offset, asked, usable, this::merit))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> Choice.best(wish, group, servings, asked, usable, this::merit, random));
    }

    private double merit(SupplierStatus supplier) {
        return merits.of(roster.uptime(supplier), scores.of(supplier.id()));
    }

    /// What must be granted on a carrier beside what the account has there.
    private static ToLongFunction<CarrierId> more(long quota, Claim claim) {
        return carrier -> Math.max(0, quota - claim.on(carrier));
    }

    private static Predicate<Serving> usable(
            ToLongFunction<CarrierId> asked, Predicate<SupplierStatus> acceptable) {
        return serving ->
                serving.alive()
                        && serving.takesNew()
                        && serving.grantable() >= asked.applyAsLong(serving.carrier())
                        && acceptable.test(serving.supplier());
    }

    /// First carriers of groups in random order: all of them, or many if there are very many.
    private LongStream candidates(LayoutWish wish) {
        long groups = (carriers.count() - wish.level().carriers()) / CarrierId.OCTET + 1;
        if (groups <= 0) {
            return LongStream.empty();
        }
        int tries = Math.min(MAX_TRIES, MAX_CARRIERS_READ / wish.level().carriers());
        LongStream order =
                groups <= MAX_TRIES
                        ? LongStream.range(0, groups)
                                .boxed()
                                .collect(
                                        Collectors.collectingAndThen(
                                                Collectors.toList(),
                                                all -> {
                                                    Collections.shuffle(all, Random.from(random));
                                                    return all.stream().mapToLong(Long::longValue);
                                                }))
                        : random.longs(MAX_TRIES, 0, groups);
        return order.limit(tries).map(group -> group * CarrierId.OCTET);
    }

    private Fault tooFew(LayoutWish wish, long quota, Predicate<SupplierStatus> acceptable) {
        long available =
                roster.all().stream()
                        .filter(roster::isAlive)
                        .filter(acceptable)
                        .filter(each -> hasRoom(each, quota))
                        .count();
        long formed = carriers.count();
        return new Fault(
                        FaultCode.TOO_FEW_SUPPLIERS,
                        "no group of %d carriers has %d distinct living suppliers that can grant %d bytes each: %d such suppliers are here, %d carriers are formed"
                                .formatted(
                                        wish.level().carriers(),
                                        wish.neededSuppliers(),
                                        quota,
                                        available,
                                        formed))
                .with("needed", wish.neededSuppliers())
                .with("available", available)
                .with("carriers", formed)
                .with("quota", quota);
    }

    private boolean hasRoom(SupplierStatus supplier, long quota) {
        return supplier.volumes().values().stream()
                .anyMatch(volume -> supplier.takesNew(volume) && roster.grantable(volume) >= quota);
    }
}
