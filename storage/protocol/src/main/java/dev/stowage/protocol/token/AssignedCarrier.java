package dev.stowage.protocol.token;

import dev.stowage.format.address.CarrierId;
import java.util.List;
import java.util.UUID;

/// A carrier that a volume serves, as placement signs it: `carrier:generation:volume`.
public record AssignedCarrier(CarrierId carrier, int generation, UUID volume) {

    static List<String> toTexts(List<AssignedCarrier> carriers) {
        return carriers.stream()
                .map(each -> each.carrier + ":" + each.generation + ":" + each.volume)
                .toList();
    }

    static List<AssignedCarrier> ofTexts(String type, List<String> texts) {
        return texts.stream().map(text -> ofText(type, text)).toList();
    }

    private static AssignedCarrier ofText(String type, String text) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 3) {
                return new AssignedCarrier(
                        CarrierId.valueOf(parts[0]),
                        Integer.parseInt(parts[1]),
                        UUID.fromString(parts[2]));
            }
        } catch (IllegalArgumentException malformed) {
            throw JsonWebToken.refused(type, "names a carrier that cannot be read");
        }
        throw JsonWebToken.refused(type, "names a carrier that cannot be read");
    }
}
