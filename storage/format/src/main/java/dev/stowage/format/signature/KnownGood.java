package dev.stowage.format.signature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/// What was proved by arithmetic alone, a signature or a key, and so stays proved: nothing is
/// proved twice that is remembered. The least used is forgotten first. Safe for several threads.
///
/// @param <T> with equality by value
public final class KnownGood<T> {

    private final int most;
    private final Map<T, Boolean> known = new LinkedHashMap<>(16, 0.75f, true);

    /// @param most that are remembered
    public KnownGood(int most) {
        this.most = most;
    }

    /// Whether it is good: it is remembered, or else `proof` says so now.
    public boolean test(T thing, Predicate<? super T> proof) {
        if (isKnown(thing)) {
            return true;
        }
        if (!proof.test(thing)) {
            return false;
        }
        remember(thing);
        return true;
    }

    private synchronized boolean isKnown(T thing) {
        return known.get(thing) != null;
    }

    private synchronized void remember(T thing) {
        known.put(thing, true);
        if (known.size() > most) {
            known.remove(known.keySet().iterator().next());
        }
    }
}
