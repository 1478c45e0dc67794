package dev.stowage.placement.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.protocol.placement.SupplierId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OctetPlanTest {

    private static final int HOUSES = 200;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anOctetIsAsWideAsItCanBe(long seed) {
        Random random = new Random(seed);
        for (int house = 0; house < HOUSES; house++) {
            int suppliers = 2 + random.nextInt(14);
            List<FreeSlots> free = randomSlots(random, suppliers, 8, 1 + random.nextInt(5));
            List<FreeSlots> octet = made(free, random);
            assertThat(distinct(octet, FreeSlots::supplier))
                    .as("seed %d, house %d", seed, house)
                    .isEqualTo(Math.min(8, suppliers));
            assertThat(noNeighboursAreOne(octet)).as("seed %d, house %d", seed, house).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anOctetLiesInAsManyZonesAsThereAre(long seed) {
        Random random = new Random(seed);
        for (int house = 0; house < HOUSES; house++) {
            List<FreeSlots> free = randomSlots(random, 8 + random.nextInt(8), 3, 4);
            long zones = distinct(free, FreeSlots::zone);
            assertThat(distinct(made(free, random), FreeSlots::zone)).isEqualTo(zones);
        }
    }

    @Test
    void fourSuppliersTakeTurnsSoThatAnyFourCarriersLieOnFour() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<FreeSlots> octet = made(randomSlots(random, 4, 2, 1), random);
            for (int first = 0; first < 8; first++) {
                HashSet<SupplierId> four = new HashSet<>();
                for (int i = 0; i < 4; i++) {
                    four.add(octet.get((first + i) % 8).supplier());
                }
                assertThat(four).as("seed %d, from %d", seed, first).hasSize(4);
            }
        }
    }

    @Test
    void noVolumeIsGivenMoreThanItTakes() {
        Random random = new Random(7);
        for (int house = 0; house < HOUSES; house++) {
            List<FreeSlots> free = new ArrayList<>();
            int suppliers = 2 + random.nextInt(9);
            for (int i = 0; i < suppliers; i++) {
                free.add(slots(new SupplierId(new UUID(1, i)), null, 1 + random.nextInt(4)));
            }
            new OctetPlan(free, null, random)
                    .next()
                    .ifPresent(volumes -> requireFitting(volumes, free));
        }
    }

    private static void requireFitting(List<UUID> volumes, List<FreeSlots> free) {
        Map<UUID, Long> taken =
                volumes.stream()
                        .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
        for (FreeSlots each : free) {
            assertThat(taken.getOrDefault(each.volume(), 0L)).isLessThanOrEqualTo(each.slots());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 13, 18, 26, 64})
    void suppliersOfOneSizeComeInRounds(int suppliers) {
        Random random = new Random(suppliers);
        List<FreeSlots> free = new ArrayList<>();
        for (int i = 0; i < suppliers; i++) {
            free.add(slots(new SupplierId(new UUID(1, i)), null, 16));
        }
        List<UUID> carriers = all(new OctetPlan(free, null, random));
        assertThat(carriers).hasSize(suppliers * 16 / 8 * 8);
        for (int round = 0; (round + 1) * suppliers <= carriers.size(); round++) {
            assertThat(carriers.subList(round * suppliers, (round + 1) * suppliers))
                    .as("round %d", round)
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 8, 9})
    void nobodyFollowsHimselfWhereOctetsMeet(int suppliers) {
        Random random = new Random(suppliers);
        List<FreeSlots> free = new ArrayList<>();
        for (int i = 0; i < suppliers; i++) {
            free.add(slots(new SupplierId(new UUID(1, i)), null, 64));
        }
        FreeSlots before = free.getFirst();
        List<UUID> carriers = new ArrayList<>(List.of(before.volume()));
        carriers.addAll(all(new OctetPlan(free, before.supplier(), random)));
        for (int i = 1; i < carriers.size(); i++) {
            assertThat(carriers.get(i)).as("carrier %d", i).isNotEqualTo(carriers.get(i - 1));
        }
    }

    @Test
    void octetsOfOneRoundDifferFromThoseOfTheNext() {
        Random random = new Random(11);
        List<FreeSlots> free = randomSlots(random, 64, 32, 64);
        List<UUID> carriers = all(new OctetPlan(free, null, random));
        HashSet<HashSet<UUID>> octets = new HashSet<>();
        for (int first = 0; first < carriers.size(); first += 8) {
            octets.add(new HashSet<>(carriers.subList(first, first + 8)));
        }
        assertThat(octets).hasSize(64 * 32 / 8);
    }

    @Test
    void sixtyFourSuppliersFillTheWidestGroup() {
        Random random = new Random(5);
        List<FreeSlots> free = randomSlots(random, 64, 2048, 5);
        List<UUID> carriers = all(new OctetPlan(free, null, random));
        assertThat(carriers).hasSize(131_072);
        for (int first = 0; first < carriers.size(); first += 8) {
            assertThat(new HashSet<>(carriers.subList(first, first + 8))).hasSize(8);
        }
    }

    private static List<UUID> all(OctetPlan plan) {
        List<UUID> carriers = new ArrayList<>();
        Optional<List<UUID>> octet = plan.next();
        while (octet.isPresent()) {
            carriers.addAll(octet.get());
            octet = plan.next();
        }
        return carriers;
    }

    @Test
    void oneSupplierMakesNoOctet() {
        SupplierId alone = new SupplierId(new UUID(1, 1));
        List<FreeSlots> free = List.of(slots(alone, null, 8), slots(alone, null, 8));
        assertThat(new OctetPlan(free, null, new Random(1)).next()).isEmpty();
    }

    @Test
    void sevenSlotsMakeNoOctet() {
        List<FreeSlots> free = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            free.add(slots(new SupplierId(new UUID(1, i)), null, 1));
        }
        assertThat(new OctetPlan(free, null, new Random(1)).next()).isEmpty();
    }

    private static List<FreeSlots> made(List<FreeSlots> free, Random random) {
        Map<UUID, FreeSlots> byVolume =
                free.stream().collect(Collectors.toMap(FreeSlots::volume, Function.identity()));
        Optional<List<UUID>> volumes = new OctetPlan(free, null, random).next();
        assertThat(volumes).isPresent();
        assertThat(volumes.orElseThrow()).hasSize(8);
        return volumes.orElseThrow().stream().map(byVolume::get).toList();
    }

    /// @param slots of each supplier
    private static List<FreeSlots> randomSlots(Random random, int suppliers, int slots, int zones) {
        List<FreeSlots> free = new ArrayList<>();
        for (int i = 0; i < suppliers; i++) {
            SupplierId supplier = new SupplierId(new UUID(random.nextLong(), i));
            free.add(slots(supplier, "zone-" + i % zones, slots));
        }
        return free;
    }

    private static FreeSlots slots(SupplierId supplier, String zone, int slots) {
        return new FreeSlots(UUID.randomUUID(), supplier, zone, slots);
    }

    private static <T> long distinct(List<FreeSlots> slots, Function<FreeSlots, T> of) {
        return slots.stream().map(of).distinct().count();
    }

    private static boolean noNeighboursAreOne(List<FreeSlots> octet) {
        for (int i = 1; i < octet.size(); i++) {
            if (octet.get(i).supplier().equals(octet.get(i - 1).supplier())) {
                return false;
            }
        }
        return true;
    }
}
