package dev.stowage.protocol.token;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.CarrierSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// A carrier that a volume serves. Placement signs all of one volume and generation as one text,
/// `volume:generation:carriers` ([CarrierSet]).
public record AssignedCarrier(CarrierId carrier, int generation, UUID volume) {

    private record Place(UUID volume, int generation) {}

    static List<String> toTexts(List<AssignedCarrier> carriers) {
        Map<Place, List<CarrierId>> places = new LinkedHashMap<>();
        for (AssignedCarrier each : carriers) {
            places.computeIfAbsent(new Place(each.volume, each.generation), _ -> new ArrayList<>())
                    .add(each.carrier);
        }
        return places.entrySet().stream()
                .map(
                        place ->
                                "%s:%d:%s"
                                        .formatted(
                                                place.getKey().volume,
                                                place.getKey().generation,
                                                CarrierSet.of(place.getValue())))
                .toList();
    }

    /// In ascending order.
    static List<AssignedCarrier> ofTexts(String type, List<String> texts) {
        return texts.stream()
                .flatMap(text -> ofText(type, text))
                .sorted(Comparator.comparing(AssignedCarrier::carrier))
                .toList();
    }

    private static Stream<AssignedCarrier> ofText(String type, String text) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 3) {
                UUID volume = UUID.fromString(parts[0]);
                int generation = Integer.parseInt(parts[1]);
                return CarrierSet.valueOf(parts[2]).stream()
                        .map(carrier -> new AssignedCarrier(carrier, generation, volume));
            }
        } catch (IllegalArgumentException malformed) {
            throw JsonWebToken.refused(type, "names carriers that cannot be read");
        }
        throw JsonWebToken.refused(type, "names carriers that cannot be read");
    }
}
