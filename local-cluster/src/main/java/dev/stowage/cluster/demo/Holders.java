package dev.stowage.cluster.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/// The suppliers that hold the account's fragments, as the gateway tells.
///
/// @param suppliers in the order of their positions
/// @param mayVanish how many of them the layout tolerates
record Holders(List<Holder> suppliers, int mayVanish) {

    /// @param id of the supplier
    /// @param carriers of the layout that it serves
    /// @param bytes that it holds of the account
    record Holder(String id, String url, int carriers, long bytes) {}

    Holders {
        suppliers = List.copyOf(suppliers);
    }

    /// @param list what `/v1/suppliers` answers
    static Holders of(JsonNode list) {
        Map<String, Holder> holders = new LinkedHashMap<>();
        for (JsonNode position : list.path("positions")) {
            Holder holder =
                    new Holder(
                            position.path("supplier").stringValue(),
                            position.path("url").stringValue(),
                            1,
                            position.path("used").asLong(0));
            holders.merge(holder.id(), holder, Holders::merged);
        }
        return new Holders(new ArrayList<>(holders.values()), list.path("mayVanishNow").intValue());
    }

    private static Holder merged(Holder one, Holder other) {
        return new Holder(one.id(), one.url(), one.carriers() + 1, one.bytes() + other.bytes());
    }

    /// The first ones, as many as are tolerated.
    List<Holder> firstHalf() {
        return suppliers.subList(0, mayVanish);
    }

    /// All in an order that the seed decides.
    List<Holder> shuffled(long seed) {
        List<Holder> shuffled = new ArrayList<>(suppliers);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }
}
