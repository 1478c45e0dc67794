package dev.stowage.transfer.carrier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierList;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.transfer.flow.TracedThreads;
import dev.stowage.transfer.token.ServiceTokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The directory of carriers: placement's answers, kept for a short time, and longer while
/// placement is away.
public final class Carriers {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration USABLE = Duration.ofSeconds(30);
    private static final Duration JUST_ASKED = Duration.ofMillis(500);
    private static final Duration REST_WHILE_AWAY = Duration.ofSeconds(1);
    private static final int MOST_OCTETS_ASKED = 131_072 / CarrierId.OCTET;

    private final PlacementApi placement;
    private final ServiceTokens tokens;
    private final TracedThreads threads;
    private final Clock clock;
    private final Counter asked;
    private final Counter usedOld;
    private final ReentrantLock asking = new ReentrantLock();
    private final Octets octets = new Octets();
    private @Nullable Away away;

    public Carriers(
            PlacementApi placement,
            ServiceTokens tokens,
            TracedThreads threads,
            MeterRegistry meters,
            Clock clock) {
        this.placement = placement;
        this.tokens = tokens;
        this.threads = threads;
        this.clock = clock;
        this.asked = meters.counter("stowage.carriers.asked");
        this.usedOld = meters.counter("stowage.carriers.used.old");
        Gauge.builder("stowage.carriers.octets", this, Carriers::knownOctets).register(meters);
    }

    /// Who serves these carriers now; those that nobody serves are left out.
    ///
    /// @throws Fault `placement-away` if placement does not answer and one of them was never asked
    ///   for before
    public Map<CarrierId, ServedCarrier> serving(Collection<CarrierId> wanted) {
        SortedSet<Long> numbers = Octets.numbersOf(wanted);
        if (!olderThan(USABLE, numbers).isEmpty()) {
            askOnce(numbers);
        } else if (!olderThan(FRESH, numbers).isEmpty() && !asking.isLocked()) {
            threads.start(() -> askQuietly(numbers));
        }
        return known(wanted);
    }

    /// These carriers were not where they should be: placement is asked before they are used again,
    /// unless it just was.
    public synchronized void doubt(Collection<CarrierId> carriers) {
        Instant now = clock.instant();
        for (long octet : Octets.numbersOf(carriers)) {
            if (!octets.isYounger(octet, JUST_ASKED, now)) {
                octets.doubt(octet);
            }
        }
    }

    /// What is known about these carriers is out of date: placement is asked before they are used
    /// again. To be called with the carriers that a `generation-changed` names.
    public synchronized void forget(Collection<CarrierId> changed) {
        Octets.numbersOf(changed).forEach(octets::disbelieve);
    }

    private void askQuietly(SortedSet<Long> numbers) {
        try {
            askOnce(numbers);
        } catch (Fault placementAway) {
            usedOld.increment();
        }
    }

    /// One caller asks, the others wait for what he learns.
    private void askOnce(SortedSet<Long> numbers) {
        asking.lock();
        try {
            SortedSet<Long> needed = olderThan(FRESH, numbers);
            if (needed.isEmpty()) {
                return;
            }
            Away before = awayNow();
            if (before != null) {
                useOldOr(numbers, before.fault);
                return;
            }
            ask(needed);
        } catch (Fault fault) {
            if (fault.code().status() < 500) {
                throw fault;
            }
            setAway(new Away(fault, clock.instant().plus(REST_WHILE_AWAY)));
            useOldOr(numbers, fault);
        } finally {
            asking.unlock();
        }
    }

    private void ask(SortedSet<Long> numbers) {
        String authorization = "Bearer " + tokens.tokenFor(AccountToken.PLACEMENT);
        for (Stretch stretch : stretches(numbers)) {
            asked.increment();
            CarrierList answer =
                    placement.carriers(
                            authorization,
                            new CarrierId(stretch.first * CarrierId.OCTET),
                            stretch.count * CarrierId.OCTET,
                            knownRevision(stretch));
            learn(stretch, answer);
        }
    }

    private synchronized @Nullable String knownRevision(Stretch stretch) {
        return octets.commonRevision(stretch.first, stretch.count);
    }

    private synchronized void learn(Stretch stretch, CarrierList answer) {
        Instant now = clock.instant();
        List<ServedCarrier> carriers = answer.carriers();
        if (carriers == null) {
            octets.confirm(stretch.first, stretch.count, answer.revision(), now);
        } else {
            learn(stretch, carriers, answer.revision(), now);
        }
        away = null;
    }

    private void learn(
            Stretch stretch, List<ServedCarrier> carriers, String revision, Instant now) {
        Map<Long, List<ServedCarrier>> byOctet = new TreeMap<>();
        for (int index = 0; index < stretch.count; index++) {
            byOctet.put(stretch.first + index, new ArrayList<>(CarrierId.OCTET));
        }
        for (ServedCarrier served : carriers) {
            List<ServedCarrier> octet = byOctet.get(Octets.numberOf(served.carrier()));
            if (octet != null) {
                octet.add(served);
            }
        }
        byOctet.forEach((number, octet) -> octets.learn(number, octet, revision, now));
    }

    private void useOldOr(SortedSet<Long> numbers, Fault fault) {
        synchronized (this) {
            if (!numbers.stream().allMatch(octets::knows)) {
                throw fault.code() == FaultCode.PLACEMENT_AWAY
                        ? fault
                        : new Fault(
                                FaultCode.PLACEMENT_AWAY,
                                "placement does not say who serves these carriers: "
                                        + fault.detail(),
                                fault);
            }
        }
        usedOld.increment();
    }

    private synchronized SortedSet<Long> olderThan(Duration age, SortedSet<Long> numbers) {
        Instant now = clock.instant();
        SortedSet<Long> older = new TreeSet<>();
        for (long number : numbers) {
            if (!octets.isYounger(number, age, now)) {
                older.add(number);
            }
        }
        return older;
    }

    private synchronized Map<CarrierId, ServedCarrier> known(Collection<CarrierId> wanted) {
        Map<CarrierId, ServedCarrier> known = new HashMap<>();
        for (CarrierId carrier : wanted) {
            ServedCarrier served = octets.find(carrier);
            if (served != null) {
                known.put(carrier, served);
            }
        }
        return known;
    }

    private synchronized @Nullable Away awayNow() {
        return away != null && clock.instant().isBefore(away.restUntil) ? away : null;
    }

    private synchronized void setAway(Away now) {
        away = now;
    }

    private synchronized int knownOctets() {
        return octets.size();
    }

    /// Neighbouring octets as stretches that one call may ask for.
    private static List<Stretch> stretches(SortedSet<Long> numbers) {
        List<Stretch> stretches = new ArrayList<>();
        for (long number : numbers) {
            Stretch last = stretches.isEmpty() ? null : stretches.getLast();
            if (last != null
                    && last.first + last.count == number
                    && last.count < MOST_OCTETS_ASKED) {
                stretches.set(stretches.size() - 1, new Stretch(last.first, last.count + 1));
            } else {
                stretches.add(new Stretch(number, 1));
            }
        }
        return stretches;
    }

    /// @param first number of the first octet
    private record Stretch(long first, int count) {}

    private record Away(Fault fault, Instant restUntil) {}
}
