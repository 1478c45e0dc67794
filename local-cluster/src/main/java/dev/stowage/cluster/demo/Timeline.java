package dev.stowage.cluster.demo;

import dev.stowage.cluster.client.OperatorClient;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.EventView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What happens in a house, line by line with the time at which it did: what the person before the
/// screen does, and what placement says that it decided.
final class Timeline {

    private static final long PAUSE_MILLIS = 100;

    private final Report report;
    private final OperatorClient operator;
    private final Clock clock;
    private final Instant start;
    private final Map<String, String> names = new HashMap<>();
    private long last;

    Timeline(Report report, OperatorClient operator, Clock clock) {
        this.report = report;
        this.operator = operator;
        this.clock = clock;
        this.start = clock.instant();
    }

    /// From now on a supplier is called so.
    void name(String supplier, String name) {
        names.put(supplier, name);
    }

    /// Says what a person does, or sees, before it is done: what placement decided until then is
    /// said before it, and nobody waits for that any more.
    void say(String line, Object... values) {
        hear();
        report.say("%8s  %s", time(clock.instant()), line.formatted(values));
    }

    private Set<EventKind> hear() {
        Set<EventKind> heard = EnumSet.noneOf(EventKind.class);
        for (EventView event : operator.events(last)) {
            last = event.number();
            heard.add(event.kind());
            report.say("%8s    placement: %s", time(event.at()), told(event));
        }
        return heard;
    }

    /// Goes on saying what placement decides until it said something of each kind.
    ///
    /// @return whether it did in time
    boolean await(Set<EventKind> kinds, Duration patience) throws InterruptedException {
        Set<EventKind> missing = EnumSet.copyOf(kinds);
        long end = System.nanoTime() + patience.toNanos();
        missing.removeAll(hear());
        while (!missing.isEmpty()) {
            if (System.nanoTime() - end > 0) {
                say("nothing was heard of %s in %d s", missing, patience.toSeconds());
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            missing.removeAll(hear());
        }
        return true;
    }

    private String told(EventView event) {
        String text = "%s: %s".formatted(words(event.kind()), event.detail());
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return text;
    }

    private static String words(EventKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private String time(Instant at) {
        return "%.1f s".formatted(Duration.between(start, at).toMillis() / 1e3);
    }
}
