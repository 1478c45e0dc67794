package dev.stowage.protocol.wire;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.CarrierList;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A [CarrierList] in JSON: each supplier and volume once, the carriers as sets.
record CarrierListForm(String revision, @Nullable List<Supplier> suppliers) {

    record Supplier(
            SupplierId supplier,
            VerifyingKey key,
            String url,
            @Nullable String zone,
            Instant lastSeen,
            boolean alive,
            List<Volume> volumes) {

        Supplier {
            volumes = List.copyOf(volumes);
        }
    }

    /// What one volume serves in one generation.
    ///
    /// @param takesNew absent from placements of earlier builds: it does
    record Volume(UUID volume, int generation, CarrierSet carriers, @Nullable Boolean takesNew) {

        Volume {
            Objects.requireNonNull(carriers, "carriers");
        }
    }

    /// A carrier's company: all carriers of which everything else is the same.
    private record Company(
            SupplierId supplier,
            VerifyingKey key,
            String url,
            @Nullable String zone,
            Instant lastSeen,
            boolean alive) {

        static Company of(ServedCarrier each) {
            return new Company(
                    each.supplier(),
                    each.key(),
                    each.url(),
                    each.zone(),
                    each.lastSeen(),
                    each.alive());
        }
    }

    private record Place(UUID volume, int generation, boolean takesNew) {}

    static CarrierListForm of(CarrierList list) {
        List<ServedCarrier> carriers = list.carriers();
        return new CarrierListForm(list.revision(), carriers == null ? null : suppliers(carriers));
    }

    private static List<Supplier> suppliers(List<ServedCarrier> carriers) {
        Map<Company, Map<Place, List<CarrierId>>> companies = new LinkedHashMap<>();
        for (ServedCarrier each : carriers) {
            companies
                    .computeIfAbsent(Company.of(each), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(
                            new Place(each.volume(), each.generation(), each.takesNew()),
                            _ -> new ArrayList<>())
                    .add(each.carrier());
        }
        List<Supplier> suppliers = new ArrayList<>(companies.size());
        companies.forEach((company, places) -> suppliers.add(supplier(company, places)));
        return suppliers;
    }

    private static Supplier supplier(Company company, Map<Place, List<CarrierId>> places) {
        List<Volume> volumes = new ArrayList<>(places.size());
        places.forEach(
                (place, carriers) ->
                        volumes.add(
                                new Volume(
                                        place.volume,
                                        place.generation,
                                        CarrierSet.of(carriers),
                                        place.takesNew)));
        return new Supplier(
                company.supplier,
                company.key,
                company.url,
                company.zone,
                company.lastSeen,
                company.alive,
                volumes);
    }

    CarrierList toList() {
        if (suppliers == null) {
            return new CarrierList(revision, null);
        }
        List<ServedCarrier> carriers =
                suppliers.stream()
                        .flatMap(CarrierListForm::served)
                        .sorted(Comparator.comparing(ServedCarrier::carrier))
                        .toList();
        return new CarrierList(revision, carriers);
    }

    private static Stream<ServedCarrier> served(Supplier by) {
        return by.volumes.stream()
                .flatMap(on -> on.carriers.stream().map(carrier -> served(carrier, by, on)));
    }

    private static ServedCarrier served(CarrierId carrier, Supplier by, Volume on) {
        return new ServedCarrier(
                carrier,
                on.generation,
                by.supplier,
                by.key,
                by.url,
                by.zone,
                on.volume,
                by.lastSeen,
                by.alive,
                on.takesNew == null || on.takesNew);
    }
}
