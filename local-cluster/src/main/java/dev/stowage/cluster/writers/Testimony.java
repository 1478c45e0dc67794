package dev.stowage.cluster.writers;

import dev.stowage.cluster.history.Guard;
import dev.stowage.cluster.history.Operation;
import dev.stowage.cluster.writers.Answer.Lost;
import dev.stowage.cluster.writers.Answer.Sight;
import dev.stowage.cluster.writers.Answer.Spared;
import dev.stowage.cluster.writers.Answer.Told;
import dev.stowage.cluster.writers.Condition.IfAbsent;
import dev.stowage.cluster.writers.Condition.IfTag;
import dev.stowage.cluster.writers.Condition.None;
import dev.stowage.format.signature.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What recorded requests prove of each file.
///
/// A write without an answer may have happened at any time after its start, or never. One that was
/// refused (412, 409 and the like) has not happened. A listing counts as one look at each file.
final class Testimony {

    private static final int CREATED = 201;
    private static final int REPLACED = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    /// No content has this number.
    private static final long FOREIGN = Integer.MAX_VALUE + 1L;

    private final Map<String, List<Operation>> histories = new TreeMap<>();
    private final Map<Digest, Content> contents = new HashMap<>();
    private final Map<String, Digest> tags = new HashMap<>();
    private final Map<Digest, String> tagOf = new HashMap<>();
    private final List<String> contradictions = new ArrayList<>();

    /// @param paths of all files
    Testimony(List<String> paths, List<Recorded> requests) {
        paths.forEach(path -> histories.put(path, new ArrayList<>()));
        for (Recorded each : requests) {
            if (each.request() instanceof Request.Put(_, Content content, _)) {
                contents.put(content.digest(), content);
            }
        }
        requests.forEach(this::learnTags);
        requests.forEach(this::hear);
    }

    /// What each file's requests prove, by paths.
    Map<String, List<Operation>> histories() {
        return histories;
    }

    /// What cannot be, whatever the order: one line each.
    List<String> contradictions() {
        return contradictions;
    }

    private void learnTags(Recorded recorded) {
        if (!(recorded.answer() instanceof Told told)) {
            return;
        }
        told.sights()
                .forEach(
                        (path, sight) -> {
                            Digest before = tags.putIfAbsent(sight.tag(), sight.digest());
                            String other = tagOf.putIfAbsent(sight.digest(), sight.tag());
                            if ((before != null && !before.equals(sight.digest()))
                                    || (other != null && !other.equals(sight.tag()))) {
                                contradictions.add(
                                        "%s  %s: version %s has %s, and another request says otherwise"
                                                .formatted(
                                                        recorded.told(),
                                                        path,
                                                        sight.tag(),
                                                        name(sight.digest())));
                            }
                        });
    }

    private void hear(Recorded recorded) {
        switch (recorded.request()) {
            case Request.Put put -> hearPut(recorded, put);
            case Request.Delete delete -> hearDelete(recorded, delete);
            case Request.Get(String path) -> hearRead(recorded, "GET", path, path);
            case Request.Head(String path) -> hearRead(recorded, "HEAD", path, path);
            case Request.GetVersion _, Request.Versions _ -> {} // kept ones are no state of a file
            case Request.Listing(String folder) ->
                    histories.keySet().stream()
                            .filter(path -> folder.isEmpty() || path.startsWith(folder + "/"))
                            .forEach(path -> hearRead(recorded, "list", "/" + folder, path));
        }
    }

    private void hearPut(Recorded recorded, Request.Put put) {
        String asked =
                "PUT %s (%d bytes)%s"
                        .formatted(
                                name(put.content().digest()),
                                put.content().size(),
                                name(put.condition()));
        long effect = put.content().number();
        if (recorded.answer() instanceof Told told
                && told.sights().values().stream()
                        .anyMatch(sight -> !sight.digest().equals(put.content().digest()))) {
            contradictions.add(
                    "%s  %s: acknowledged as another content".formatted(recorded.told(), asked));
        }
        Guard holds = holds(put.condition());
        switch (recorded.answer()) {
            case Lost(String why) -> add(put.path(), recorded, holds, effect, asked, why);
            case Told(int status, String code, Map<String, Sight> _, Spared _) -> {
                String answered = status + " " + code;
                switch (status) {
                    case CREATED ->
                            add(
                                    put.path(),
                                    recorded,
                                    holds.and(Guard.is(Operation.ABSENT)),
                                    effect,
                                    asked,
                                    answered);
                    case REPLACED ->
                            add(
                                    put.path(),
                                    recorded,
                                    holds.and(Guard.isNot(Operation.ABSENT)),
                                    effect,
                                    asked,
                                    answered);
                    default -> hearRefusal(put.path(), recorded, put.condition(), asked, status);
                }
            }
        }
    }

    private void hearDelete(Recorded recorded, Request.Delete delete) {
        String path = delete.path();
        String asked = "DELETE" + name(delete.condition());
        Guard there = holds(delete.condition()).and(Guard.isNot(Operation.ABSENT));
        switch (recorded.answer()) {
            case Lost(String why) -> add(path, recorded, there, Operation.ABSENT, asked, why);
            case Told(int status, String _, Map<String, Sight> _, Spared _) -> {
                switch (status) {
                    case NO_CONTENT ->
                            add(path, recorded, there, Operation.ABSENT, asked, "" + status);
                    case NOT_FOUND ->
                            add(
                                    path,
                                    recorded,
                                    Guard.is(Operation.ABSENT),
                                    Operation.SAME,
                                    asked,
                                    "" + status);
                    default -> hearRefusal(path, recorded, delete.condition(), asked, status);
                }
            }
        }
    }

    private void hearRefusal(
            String path, Recorded recorded, Condition condition, String asked, int status) {
        Guard guard =
                status != PRECONDITION_FAILED
                        ? Guard.ALWAYS
                        : switch (condition) {
                            case None() -> Guard.NEVER;
                            case IfAbsent() -> Guard.isNot(Operation.ABSENT);
                            case IfTag(String tag) -> Guard.isNot(number(tag));
                        };
        add(path, recorded, guard, Operation.SAME, asked, "" + status);
    }

    private void hearRead(Recorded recorded, String verb, String asked, String path) {
        if (!(recorded.answer() instanceof Told told)
                || (!told.isSuccess() && told.status() != NOT_FOUND)) {
            return;
        }
        Sight sight = told.sights().get(path);
        long found = sight == null ? Operation.ABSENT : number(sight.digest());
        if (found == FOREIGN) {
            contradictions.add(
                    "%s  %s %s: a content that nobody gave to %s"
                            .formatted(recorded.told(), verb, asked, path));
        }
        add(
                path,
                recorded,
                Guard.is(found),
                Operation.SAME,
                verb + " " + asked,
                sight == null ? "not there" : name(sight.digest()));
    }

    private void add(
            String path,
            Recorded recorded,
            Guard guard,
            long effect,
            String asked,
            String answered) {
        boolean lost = recorded.answer() instanceof Lost;
        histories
                .computeIfAbsent(path, _ -> new ArrayList<>())
                .add(
                        new Operation(
                                recorded.start(),
                                lost ? Operation.NEVER : recorded.end(),
                                guard,
                                effect,
                                "%s  %s: %s".formatted(recorded.told(), asked, answered)));
    }

    private Guard holds(Condition condition) {
        return switch (condition) {
            case None() -> Guard.ALWAYS;
            case IfAbsent() -> Guard.is(Operation.ABSENT);
            case IfTag(String tag) -> Guard.is(number(tag));
        };
    }

    private long number(String tag) {
        Digest digest = tags.get(tag);
        return digest == null ? FOREIGN : number(digest);
    }

    private long number(Digest digest) {
        Content content = contents.get(digest);
        return content == null ? FOREIGN : content.number();
    }

    private String name(Digest digest) {
        Content content = contents.get(digest);
        return content == null ? "foreign content " + digest : "content " + content.number();
    }

    private String name(Condition condition) {
        return switch (condition) {
            case None() -> "";
            case IfAbsent() -> " if not there";
            case IfTag(String tag) -> {
                Digest digest = tags.get(tag);
                yield " if it is " + (digest == null ? tag : name(digest));
            }
        };
    }
}
