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
        long last = -1;
        for (CarrierId carrier : carriers) {
            long number = numberOf(carrier);
            if (number != last) {
                numbers.add(number);
                last = number;
            }
        }
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

    /// The revision of all these octets, if they have one in common.
    ///
    /// @param first number of the first octet
    @Nullable String commonRevision(long first, int count) {
        String common = null;
        for (long number = first; number < first + count; number++) {
            Known known = byNumber.get(number);
            if (known == null || known.revision == null) {
                return null;
            }
            if (common != null && !common.equals(known.revision)) {
                return null;
            }
            common = known.revision;
        }
        return common;
    }

    /// What is known of these octets is still so, unless it was disbelieved meanwhile.
    ///
    /// @param first number of the first octet
    void confirm(long first, int count, String revision, Instant now) {
        for (long number = first; number < first + count; number++) {
            byNumber.computeIfPresent(
                    number,
                    (_, known) -> revision.equals(known.revision) ? known.askedAt(now) : known);
        }
    }

    void learn(long octet, List<ServedCarrier> carriers, String revision, Instant now) {
        byNumber.put(octet, new Known(List.copyOf(carriers), revision, now));
        if (byNumber.size() > MOST_KNOWN) {
            byNumber.remove(byNumber.keySet().iterator().next());
        }
    }

    /// What is known of an octet is used only if nothing better can be had.
    void doubt(long octet) {
        byNumber.computeIfPresent(octet, (_, known) -> known.askedAt(NEVER));
    }

    /// As [#doubt], and it is to be told again even if placement finds it unchanged.
    void disbelieve(long octet) {
        byNumber.computeIfPresent(octet, (_, known) -> new Known(known.carriers, null, NEVER));
    }

    int size() {
        return byNumber.size();
    }

    /// @param revision under which placement described it
    private record Known(List<ServedCarrier> carriers, @Nullable String revision, Instant askedAt) {

        Known askedAt(Instant when) {
            return new Known(carriers, revision, when);
        }
    }
}
