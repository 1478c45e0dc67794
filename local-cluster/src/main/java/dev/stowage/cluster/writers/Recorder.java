package dev.stowage.cluster.writers;

import dev.stowage.cluster.writers.Answer.Lost;
import dev.stowage.cluster.writers.Answer.Sight;
import dev.stowage.cluster.writers.Answer.Spared;
import dev.stowage.cluster.writers.Answer.Told;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes down who asked for what, when, and what was answered. Safe for many threads; bounded by
/// the campaign's length.
final class Recorder {

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final Door door;
    private final long began = System.nanoTime();
    private final List<Recorded> all = new ArrayList<>();
    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final AtomicInteger writes = new AtomicInteger();

    Recorder(Door door) {
        this.door = door;
    }

    /// The number of the next write.
    int nextWrite() {
        return writes.incrementAndGet();
    }

    /// Some version that a file had lately.
    Optional<String> tagOf(String path) {
        return Optional.ofNullable(tags.get(path));
    }

    /// Sends a request.
    ///
    /// @param by service and writer
    /// @return empty if nobody was there to take it, so that it is no operation
    Optional<Answer> send(String by, URI service, Request request) throws InterruptedException {
        long start = System.nanoTime() - began;
        Optional<Answer> answer = door.send(service, request);
        long end = System.nanoTime() - began;
        answer.ifPresent(told -> keep(new Recorded(by, request, start, end, told)));
        return answer;
    }

    private void keep(Recorded recorded) {
        synchronized (this) {
            all.add(recorded);
        }
        if (recorded.answer() instanceof Told told) {
            told.sights().forEach((path, sight) -> tags.put(path, sight.tag()));
        }
    }

    synchronized int count() {
        return all.size();
    }

    synchronized List<Recorded> all() {
        return List.copyOf(all);
    }

    /// How often what came of a request: `acknowledged: 201`, `conflict: 412 …`, `unknown: …`.
    Map<String, Integer> outcomes() {
        Map<String, Integer> outcomes = new TreeMap<>();
        all().forEach(each -> outcomes.merge(outcome(each.answer()), 1, Integer::sum));
        return outcomes;
    }

    private static String outcome(Answer answer) {
        return switch (answer) {
            case Lost(String why) -> "unknown: " + why;
            case Told told when told.isSuccess() -> "acknowledged: " + told.status();
            case Told(int status, String _, Map<String, Sight> _, Spared _)
                    when status == NOT_FOUND ->
                    "nothing there: " + status;
            case Told(int status, String code, Map<String, Sight> _, Spared _)
                    when status == PRECONDITION_FAILED ->
                    "conflict: %d %s".formatted(status, code);
            case Told(int status, String code, Map<String, Sight> _, Spared _) ->
                    "refused: %d %s".formatted(status, code);
        };
    }
}
