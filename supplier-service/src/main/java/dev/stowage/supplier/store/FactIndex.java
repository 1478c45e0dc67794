package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the newest facts stand. One thread changes it, all may read.
final class FactIndex {

    private final Map<FactKind, Map<AccountNumber, Copies>> facts = new EnumMap<>(FactKind.class);

    /// The places of one fact.
    ///
    /// @param revision counts the facts of this kind and account
    /// @param other copy, if it is there
    record Copies(long revision, Place latest, @Nullable Place other) {

        Stream<Place> places() {
            return other == null ? Stream.of(latest) : Stream.of(latest, other);
        }

        /// With a copy that stands elsewhere.
        Copies moved(Place from, Place to) {
            return new Copies(
                    revision, latest.equals(from) ? to : latest, from.equals(other) ? to : other);
        }

        /// With a copy more of this revision, or of another one; the older one goes.
        Copies with(long added, Place place) {
            if (added < revision) {
                return this;
            }
            return new Copies(added, place, added == revision ? latest : null);
        }
    }

    FactIndex() {
        for (FactKind kind : FactKind.values()) {
            facts.put(kind, new ConcurrentHashMap<>());
        }
    }

    boolean isEmpty() {
        return facts.values().stream().allMatch(Map::isEmpty);
    }

    /// Takes a copy up.
    void publish(Subject.OfFact fact, Place place) {
        all(fact.kindOfFact())
                .compute(
                        fact.account(),
                        (_, known) ->
                                known == null
                                        ? new Copies(fact.revision(), place, null)
                                        : known.with(fact.revision(), place));
    }

    @Nullable Copies find(FactKind kind, AccountNumber account) {
        return all(kind).get(account);
    }

    /// Knows nothing of an account any more but that it is gone.
    ///
    /// @return where what was known stands
    List<Place> erase(AccountNumber account) {
        List<Place> erased = new ArrayList<>();
        facts.forEach(
                (kind, all) -> {
                    Copies copies = kind == FactKind.ERASED ? null : all.remove(account);
                    if (copies != null) {
                        copies.places().forEach(erased::add);
                    }
                });
        return erased;
    }

    /// Says that a copy stands elsewhere; nothing if it is not needed any more.
    ///
    /// @return whether it was needed
    boolean move(Subject.OfFact fact, Place from, Place to) {
        Copies copies = find(fact.kindOfFact(), fact.account());
        if (copies == null || copies.places().noneMatch(from::equals)) {
            return false;
        }
        all(fact.kindOfFact()).put(fact.account(), copies.moved(from, to));
        return true;
    }

    /// Hands over every copy of the newest facts.
    void forEach(BiConsumer<Subject, Place> action) {
        facts.forEach(
                (kind, all) ->
                        all.forEach(
                                (account, copies) -> {
                                    Subject subject =
                                            new Subject.OfFact(kind, account, copies.revision());
                                    copies.places().forEach(each -> action.accept(subject, each));
                                }));
    }

    /// The newest facts of a kind: a live view.
    Map<AccountNumber, Copies> all(FactKind kind) {
        return facts.getOrDefault(kind, Map.of());
    }
}
