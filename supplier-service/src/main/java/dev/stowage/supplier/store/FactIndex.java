package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Where the newest facts stand. One thread changes it, all may read.
final class FactIndex {

    private final Map<FactKind, Map<AccountNumber, Copies>> facts = new EnumMap<>(FactKind.class);

    /// The places of one fact.
    ///
    /// @param revision counts the facts of this kind and account
    /// @param other copy, if it is there
    record Copies(long revision, Place latest, @Nullable Place other) {

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

    /// The newest facts of a kind: a live view.
    Map<AccountNumber, Copies> all(FactKind kind) {
        return facts.getOrDefault(kind, Map.of());
    }
}
