package dev.stowage.transfer.gather;

import dev.stowage.format.address.Address;
import dev.stowage.transfer.gather.Finding.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Records that readers found missing or corrupt, until somebody reports them: each once, however
/// often it was seen. When it is full, new ones are dropped and counted; the next reader sees them
/// again. Safe for several threads.
///
/// Suppliers that did not answer are left out: whether they live, placement knows better.
public final class FindingBuffer implements Findings {

    private final int most;
    private final Clock clock;
    private final Counter dropped;
    private final Map<Place, Sighting> waiting = new LinkedHashMap<>();

    /// @param most findings that wait
    public FindingBuffer(int most, MeterRegistry meters, Clock clock) {
        this.most = most;
        this.clock = clock;
        this.dropped = meters.counter("stowage.gather.findings.dropped");
        Gauge.builder("stowage.gather.findings.waiting", this, FindingBuffer::size)
                .register(meters);
    }

    @Override
    public void found(Finding finding) {
        if (finding.kind() != Kind.UNREACHABLE) {
            Instant now = clock.instant();
            keep(new Sighting(finding, now, now, 1));
        }
    }

    /// Takes the oldest out, to be reported.
    ///
    /// @param count at most
    public synchronized List<Sighting> drain(int count) {
        List<Sighting> drained = new ArrayList<>(Math.min(count, waiting.size()));
        Iterator<Sighting> oldest = waiting.values().iterator();
        while (oldest.hasNext() && drained.size() < count) {
            drained.add(oldest.next());
            oldest.remove();
        }
        return drained;
    }

    /// Takes back what was drained and could not be reported.
    public synchronized void giveBack(List<Sighting> drained) {
        drained.forEach(this::keep);
    }

    private synchronized void keep(Sighting sighting) {
        Place place = new Place(sighting.finding.address(), sighting.finding.position());
        if (waiting.size() < most || waiting.containsKey(place)) {
            waiting.merge(place, sighting, Sighting::with);
        } else {
            dropped.increment();
        }
    }

    /// Findings that wait.
    public synchronized int size() {
        return waiting.size();
    }

    /// A finding, and how often it was made.
    ///
    /// @param finding as it was seen last
    public record Sighting(Finding finding, Instant firstSeen, Instant lastSeen, int count) {

        private Sighting with(Sighting other) {
            boolean isNewer = other.lastSeen.isAfter(lastSeen);
            return new Sighting(
                    isNewer ? other.finding : finding,
                    firstSeen.isBefore(other.firstSeen) ? firstSeen : other.firstSeen,
                    isNewer ? other.lastSeen : lastSeen,
                    count + other.count);
        }
    }

    private record Place(Address address, int position) {}
}
