package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The widest group, reliability level 7, over HTTP: 131,072 carriers on 64 suppliers.
class WideGroupTest {

    private static final int SUPPLIERS = 64;
    private static final int CARRIERS_EACH = 2048;
    private static final int CARRIERS = SUPPLIERS * CARRIERS_EACH;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path data;

    @Test
    void octetsOfTheWidestGroupAreFormedAtOnce() {
        try (House house = House.open(data)) {
            house.joinSuppliers(SUPPLIERS, CARRIERS_EACH);
            Instant start = Instant.now();
            awaitCarriers(house);
            System.out.println("formed in " + Duration.between(start, Instant.now()));

            List<ServedCarrier> carriers = all(house);
            Map<SupplierId, Integer> load = new HashMap<>();
            for (int first = 0; first < CARRIERS; first += CarrierId.OCTET) {
                HashSet<SupplierId> octet = new HashSet<>();
                for (ServedCarrier each : carriers.subList(first, first + CarrierId.OCTET)) {
                    octet.add(each.supplier());
                    load.merge(each.supplier(), 1, Integer::sum);
                }
                assertThat(octet).hasSize(CarrierId.OCTET);
                assertThat(carriers.get(first).carrier().value()).isEqualTo(first);
            }
            assertThat(load).hasSize(SUPPLIERS).containsValues(CARRIERS_EACH);
        }
    }

    private static void awaitCarriers(House house) {
        Instant deadline = Instant.now().plus(PATIENCE);
        CarrierId last = new CarrierId(CARRIERS - 1);
        while (house.api().carriers(house.customer(), last, 1).carriers().isEmpty()) {
            assertThat(Instant.now()).as("all carriers are formed").isBefore(deadline);
        }
    }

    private static List<ServedCarrier> all(House house) {
        List<ServedCarrier> all = new ArrayList<>();
        for (int first = 0; first < CARRIERS; first += 8192) {
            all.addAll(
                    house.api().carriers(house.customer(), new CarrierId(first), 8192).carriers());
        }
        return all;
    }
}
