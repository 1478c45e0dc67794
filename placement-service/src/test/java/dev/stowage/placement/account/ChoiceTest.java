package dev.stowage.placement.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.registry.Load;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.placement.LayoutWish;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {

    private static final VerifyingKey KEY = SigningKey.ofSeed(new byte[32]).verifyingKey();
    private static final CarrierGroup OCTET =
            new CarrierGroup(new CarrierId(8), ReliabilityLevel.ZERO);
    private static final CarrierGroup WIDE =
            new CarrierGroup(new CarrierId(16), new ReliabilityLevel(1));
    private static final long ROOM = 1000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noOffsetHasMoreSuppliersOrZonesThanTheChosenOne(long seed) {
        Random random = new Random(seed);
        for (int house = 0; house < 100; house++) {
            int number = List.of(2, 4, 7, 13).get(random.nextInt(4));
            List<Serving> servings = randomServings(random, WIDE, number + random.nextInt(20));
            LayoutWish wish = new LayoutWish.OfSuppliers(Code.RS, number, WIDE.level());
            Optional<Choice> chosen = choose(wish, WIDE, servings, random);
            Optional<long[]> best = bestByTrying(servings, number);
            assertThat(chosen.map(each -> new long[] {each.suppliers(), each.zones()}))
                    .as("seed %d, house %d", seed, house)
                    .usingRecursiveComparison()
                    .isEqualTo(best);
        }
    }

    /// The most zones of any offset whose carriers live, have room and lie on as many suppliers as
    /// there are positions.
    private static Optional<long[]> bestByTrying(List<Serving> servings, int number) {
        Optional<long[]> best = Optional.empty();
        for (int offset = 0; offset < servings.size(); offset++) {
            Set<SupplierId> suppliers = new HashSet<>();
            Set<String> zones = new HashSet<>();
            boolean usable = true;
            for (int i = 0; i < number; i++) {
                Serving serving = servings.get((offset + i) % servings.size());
                usable &= serving.alive() && serving.grantable() >= ROOM;
                suppliers.add(serving.supplier().id());
                zones.add(String.valueOf(serving.supplier().zone()));
            }
            boolean better = best.isEmpty() || zones.size() > best.get()[1];
            if (usable && suppliers.size() == number && better) {
                best = Optional.of(new long[] {number, zones.size()});
            }
        }
        return best;
    }

    @Test
    void equalOffsetsAreAllChosenNowAndThen() {
        List<Serving> servings = servings(OCTET, 8, ROOM);
        Random random = new Random(1);
        Set<Integer> offsets = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Choice choice = choose(four(), OCTET, servings, random).orElseThrow();
            offsets.add(((Combination) choice.layout()).offset());
        }
        assertThat(offsets).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void positionsAreTheCarriersOfTheLayout() {
        Choice choice =
                choose(four(), OCTET, servings(OCTET, 8, ROOM), new Random(3)).orElseThrow();
        int offset = ((Combination) choice.layout()).offset();
        for (int position = 0; position < 4; position++) {
            assertThat(choice.positions().get(position).carrier().value())
                    .isEqualTo(8 + (offset + position) % 8);
        }
    }

    @Test
    void aWideGroupIsTriedAtAThousandOffsetsAllOverIt() {
        CarrierGroup wide = new CarrierGroup(new CarrierId(0), new ReliabilityLevel(5));
        List<Long> begun = new ArrayList<>();
        Choice.best(
                new LayoutWish.OfSuppliers(Code.RS, 4, wide.level()),
                wide,
                servings(wide, 8, ROOM),
                _ -> ROOM,
                each -> {
                    begun.add(each.carrier().value());
                    return false;
                },
                _ -> 1,
                new Random(1));
        assertThat(begun).hasSize(1024).doesNotHaveDuplicates();
        for (int part = 0; part < 8; part++) {
            int first = part * wide.carriers() / 8;
            assertThat(begun).anyMatch(each -> each >= first && each < first + 1024);
        }
    }

    @Test
    void aGroupThatIsNotWholeIsNotChosen() {
        List<Serving> servings = servings(OCTET, 8, ROOM);
        assertThat(choose(four(), OCTET, servings.subList(0, 7), new Random(1))).isEmpty();
    }

    @Test
    void whoHasNoRoomIsNotChosen() {
        assertThat(choose(four(), OCTET, servings(OCTET, 8, ROOM - 1), new Random(1))).isEmpty();
    }

    @Test
    void aVolumeMustHaveRoomForAllItsPositions() {
        LayoutWish whole = new LayoutWish.OfGroup(ReliabilityLevel.ZERO);
        assertThat(choose(whole, OCTET, servings(OCTET, 4, 2 * ROOM - 1), new Random(1))).isEmpty();
        assertThat(choose(whole, OCTET, servings(OCTET, 4, 2 * ROOM), new Random(1))).isPresent();
    }

    @Test
    void moreRoomIsBetterAndMoreSuppliersBetterStill() {
        Choice full = choose(four(), OCTET, servings(OCTET, 8, ROOM), new Random(1)).orElseThrow();
        Choice empty =
                choose(four(), OCTET, servings(OCTET, 8, 9 * ROOM), new Random(1)).orElseThrow();
        assertThat(empty).isGreaterThan(full);
        LayoutWish whole = new LayoutWish.OfGroup(ReliabilityLevel.ZERO);
        Choice wide = choose(whole, OCTET, servings(OCTET, 8, ROOM), new Random(1)).orElseThrow();
        Choice narrow =
                choose(whole, OCTET, servings(OCTET, 4, 9 * ROOM), new Random(1)).orElseThrow();
        assertThat(wide).isGreaterThan(narrow);
    }

    @Test
    void betterSuppliersMakeUpForLessRoomAndNeverForFewerSuppliers() {
        List<Serving> servings = servings(OCTET, 8, ROOM);
        Choice bad = four(servings, _ -> 0.1);
        Choice good = four(servings, _ -> 0.2);
        assertThat(good).isGreaterThan(bad);
        assertThat(four(servings(OCTET, 8, 3 * ROOM), _ -> 0.1)).isGreaterThan(good);
        assertThat(
                        choose(whole(), OCTET, servings(OCTET, 4, 9 * ROOM), new Random(1))
                                .orElseThrow())
                .isLessThan(
                        Choice.best(
                                        whole(),
                                        OCTET,
                                        servings,
                                        _ -> ROOM,
                                        _ -> true,
                                        _ -> 0,
                                        new Random(1))
                                .orElseThrow());
    }

    @Test
    void aGroupDeservesWhatItsWorstSupplierDoes() {
        Choice choice = four(servings(OCTET, 4, 2 * ROOM), supplier -> isFirst(supplier) ? 0.3 : 1);
        assertThat(choice.merit()).isEqualTo(0.3);
    }

    @Test
    void ofEqualOffsetsThoseWithoutABadSupplierAreChosenMoreOften() {
        List<Serving> servings = servings(OCTET, 8, ROOM);
        Random random = new Random(7);
        int with = 0;
        for (int i = 0; i < 1000; i++) {
            Choice choice =
                    Choice.best(
                                    four(),
                                    OCTET,
                                    servings,
                                    _ -> ROOM,
                                    _ -> true,
                                    supplier -> isFirst(supplier) ? 0.1 : 1,
                                    random)
                            .orElseThrow();
            with += choice.positions().stream().anyMatch(each -> isFirst(each.supplier())) ? 1 : 0;
        }
        assertThat(with).isBetween(150, 350);
    }

    private static boolean isFirst(SupplierStatus supplier) {
        return supplier.id().value().getLeastSignificantBits() == 0;
    }

    private static Choice four(List<Serving> servings, ToDoubleFunction<SupplierStatus> merits) {
        return Choice.best(four(), OCTET, servings, _ -> ROOM, _ -> true, merits, new Random(1))
                .orElseThrow();
    }

    private static LayoutWish whole() {
        return new LayoutWish.OfGroup(ReliabilityLevel.ZERO);
    }

    private static LayoutWish four() {
        return new LayoutWish.OfSuppliers(Code.RS, 4, ReliabilityLevel.ZERO);
    }

    private static Optional<Choice> choose(
            LayoutWish wish, CarrierGroup group, List<Serving> servings, Random random) {
        return Choice.best(
                wish,
                group,
                servings,
                _ -> ROOM,
                each -> each.alive() && each.grantable() >= ROOM,
                _ -> 1,
                random);
    }

    /// Suppliers that take turns, each with one volume.
    private static List<Serving> servings(CarrierGroup group, int suppliers, long room) {
        List<Serving> servings = new ArrayList<>();
        for (int i = 0; i < group.carriers(); i++) {
            servings.add(serving(group, i, i % suppliers, null, true, room));
        }
        return servings;
    }

    private static List<Serving> randomServings(Random random, CarrierGroup group, int suppliers) {
        List<Serving> servings = new ArrayList<>();
        for (int i = 0; i < group.carriers(); i++) {
            int supplier = random.nextInt(10) == 0 ? random.nextInt(suppliers) : i % suppliers;
            String zone = "zone-" + supplier % 5;
            servings.add(serving(group, i, supplier, zone, random.nextInt(40) > 0, ROOM));
        }
        return servings;
    }

    private static Serving serving(
            CarrierGroup group, int index, int supplier, String zone, boolean alive, long room) {
        SupplierStatus status =
                new SupplierStatus(
                        new SupplierId(new UUID(0, supplier)),
                        KEY,
                        null,
                        zone,
                        Set.of(),
                        "http://localhost",
                        Instant.EPOCH,
                        Map.of(),
                        Load.NONE,
                        null,
                        null,
                        null);
        return new Serving(
                group.carrier(index), 1, new UUID(1, supplier), status, alive, true, room);
    }
}
