package dev.stowage.placement.account;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.LayoutWish;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Chooses a group for a new account: of two random ones that would do, the one with more room and
/// less load.
///
/// Two choices are enough to keep the fullest group close to the average (Mitzenmacher, The Power
/// of Two Choices, 2001).
final class GroupChooser {

    private static final int MAX_TRIES = 256;
    private static final int CHOICES = 2;

    private final Carriers carriers;
    private final Roster roster;
    private final RandomGenerator random;

    GroupChooser(Carriers carriers, Roster roster, RandomGenerator random) {
        this.carriers = carriers;
        this.roster = roster;
        this.random = random;
    }

    /// @param acceptable suppliers that may serve the account
    /// @throws Fault `too-few-suppliers`
    Choice choose(LayoutWish wish, long neededSpace, Predicate<SupplierStatus> acceptable) {
        long quota = quota(wish, neededSpace);
        Predicate<Serving> usable =
                serving ->
                        serving.alive()
                                && serving.grantable() >= quota
                                && acceptable.test(serving.supplier());
        Optional<Choice> better =
                candidates(wish)
                        .mapToObj(first -> new CarrierGroup(new CarrierId(first), wish.level()))
                        .map(
                                group ->
                                        Choice.best(
                                                wish,
                                                group,
                                                carriers.servings(group.first(), group.carriers()),
                                                quota,
                                                usable,
                                                random))
                        .flatMap(Optional::stream)
                        .limit(CHOICES)
                        .max(Choice::compareTo);
        return better.orElseThrow(() -> tooFew(wish, quota, acceptable));
    }

    static long quota(LayoutWish wish, long neededSpace) {
        return wish.somewhere().supplierQuota(neededSpace);
    }

    /// First carriers of groups in random order: all of them, or many if there are very many.
    private LongStream candidates(LayoutWish wish) {
        long groups = (carriers.count() - wish.level().carriers()) / CarrierId.OCTET + 1;
        if (groups <= 0) {
            return LongStream.empty();
        }
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
        return order.map(group -> group * CarrierId.OCTET);
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
                .anyMatch(volume -> roster.grantable(volume) >= quota);
    }
}
