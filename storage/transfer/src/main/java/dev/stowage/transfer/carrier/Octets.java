package dev.stowage.transfer.carrier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.ServedCarrier;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Octets as placement last described them; the least used are forgotten first. Not safe for
/// several threads.
final class Octets {

    /// As many as the widest group has.
    static final int MOST_KNOWN = 131_072 / CarrierId.OCTET;

    private static final Instant NEVER = Instant.EPOCH;

    private final Map<Long, Known> byNumber = new LinkedHashMap<>(16, 0.75f, true);

    static long numberOf(CarrierId carrier) {
        return carrier.value() / CarrierId.OCTET;
    }

    static SortedSet<Long> numbersOf(Collection<CarrierId> carriers) {
        SortedSet<Long> numbers = new TreeSet<>();
        carriers.forEach(carrier -> numbers.add(numberOf(carrier)));
        return numbers;
    }

    boolean knows(long octet) {
        return byNumber.containsKey(octet);
    }

    /// Whether an octet was described no longer ago than this.
    boolean isYounger(long octet, Duration age, Instant now) {
        Known known = byNumber.get(octet);
        return known != null && known.askedAt.plus(age).isAfter(now);
    }

    @Nullable ServedCarrier find(CarrierId carrier) {
        Known known = byNumber.get(numberOf(carrier));
        if (known == null) {
            return null;
        }
        for (ServedCarrier served : known.carriers) {
            if (served.carrier().equals(carrier)) {
                return served;
            }
        }
        return null;
    }

    void learn(long octet, List<ServedCarrier> carriers, Instant now) {
        byNumber.put(octet, new Known(List.copyOf(carriers), now));
        if (byNumber.size() > MOST_KNOWN) {
            byNumber.remove(byNumber.keySet().iterator().next());
        }
    }

    /// What is known of an octet is used only if nothing better can be had.
    void doubt(long octet) {
        byNumber.computeIfPresent(octet, (_, known) -> new Known(known.carriers, NEVER));
    }

    int size() {
        return byNumber.size();
    }

    private record Known(List<ServedCarrier> carriers, Instant askedAt) {}
}
