package dev.stowage.cluster.writers;

import dev.stowage.cluster.writers.Answer.Lost;
import dev.stowage.cluster.writers.Answer.Sight;
import dev.stowage.cluster.writers.Answer.Told;
import dev.stowage.format.signature.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether all is still there that was said to be kept, and nothing else is.
///
/// A version that an answer called kept may be gone only if an answer called it dropped, if a
/// request without an answer could have dropped it, or if its file was deleted after that.
final class KeptCheck {

    private static final int NO_CONTENT = 204;
    private static final int MOST_KEPT = 32;

    private final List<Recorded> requests;
    private final Map<String, Map<String, Sight>> found;
    private final Set<String> dropped = new HashSet<>();
    private final Map<Digest, String> pathOf = new HashMap<>();

    /// @param found in the end: versions by their tags, by paths
    KeptCheck(List<Recorded> requests, Map<String, Map<String, Sight>> found) {
        this.requests = List.copyOf(requests);
        this.found = Map.copyOf(found);
        for (Recorded each : requests) {
            if (each.request() instanceof Request.Put(String path, Content content, _)) {
                pathOf.put(content.digest(), path);
            }
            if (each.answer() instanceof Told told) {
                told.spared().dropped().ifPresent(dropped::add);
            }
        }
    }

    /// One line each.
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        requests.forEach(each -> lost(each).ifPresent(failures::add));
        found.forEach(
                (path, versions) ->
                        versions.values().stream()
                                .filter(sight -> !path.equals(pathOf.get(sight.digest())))
                                .forEach(
                                        sight ->
                                                failures.add(
                                                        "%s: version %s is kept, with a content that nobody gave it"
                                                                .formatted(path, sight.tag()))));
        return failures;
    }

    /// How many were called kept.
    long calledKept() {
        return requests.stream().flatMap(each -> kept(each).stream()).count();
    }

    private static Optional<String> kept(Recorded recorded) {
        return recorded.answer() instanceof Told told ? told.spared().kept() : Optional.empty();
    }

    private Optional<String> lost(Recorded recorded) {
        Optional<String> path = path(recorded.request());
        return kept(recorded)
                .filter(tag -> !found.getOrDefault(path.orElse(""), Map.of()).containsKey(tag))
                .filter(tag -> !dropped.contains(tag))
                .filter(_ -> requests.stream().noneMatch(each -> couldTake(each, recorded)))
                .map(
                        tag ->
                                "%s  %s: version %s was called kept and is gone"
                                        .formatted(recorded.told(), path.orElse(""), tag));
    }

    /// Whether a request could have taken away what another one had kept.
    private boolean couldTake(Recorded each, Recorded other) {
        if (each.equals(other) || !path(each.request()).equals(path(other.request()))) {
            return false;
        }
        return switch (each.answer()) {
            case Lost _ ->
                    each.request() instanceof Request.Delete
                            || mayBeTooMany(path(each.request()).orElseThrow());
            case Told told ->
                    each.request() instanceof Request.Delete
                            && told.status() == NO_CONTENT
                            && each.end() >= other.start();
        };
    }

    /// Whether so many versions may have been kept of a path that the oldest had to go.
    private boolean mayBeTooMany(String path) {
        return requests.stream()
                        .filter(each -> path(each.request()).equals(Optional.of(path)))
                        .filter(each -> each.answer() instanceof Lost || kept(each).isPresent())
                        .count()
                > MOST_KEPT;
    }

    /// Of a request that changes a file.
    private static Optional<String> path(Request request) {
        return switch (request) {
            case Request.Put put -> Optional.of(put.path());
            case Request.Delete delete -> Optional.of(delete.path());
            case Request.Get _,
                    Request.Head _,
                    Request.GetVersion _,
                    Request.Versions _,
                    Request.Listing _ ->
                    Optional.empty();
        };
    }
}
