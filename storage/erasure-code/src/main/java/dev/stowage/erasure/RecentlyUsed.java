package dev.stowage.erasure;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/// Remembers what is costly to make, as long as it is among the last few that were asked for.
final class RecentlyUsed<K, V> {

    private final int most;
    private final Function<K, V> maker;
    private final SequencedMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    /// @param most how many are remembered
    RecentlyUsed(int most, Function<K, V> maker) {
        this.most = most;
        this.maker = maker;
    }

    /// Returns the value of a key, made now if it is not remembered; perhaps by two threads at
    /// once.
    V get(K key) {
        synchronized (entries) {
            V known = entries.get(key);
            if (known != null) {
                return known;
            }
        }
        V made = maker.apply(key);
        synchronized (entries) {
            entries.put(key, made);
            if (entries.size() > most) {
                entries.pollFirstEntry();
            }
        }
        return made;
    }
}
