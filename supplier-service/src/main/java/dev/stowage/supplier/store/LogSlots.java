package dev.stowage.supplier.store;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A small number for every log file, in the order in which they were met: what an index keeps
/// instead of a name. One thread numbers, all may ask.
final class LogSlots {

    private final Map<LogName, Integer> slots = new HashMap<>();
    private volatile LogName[] names = {};

    /// The number of a file: 0, 1, 2, …
    int of(LogName name) {
        LogName[] known = names;
        int newest = known.length - 1;
        return newest >= 0 && known[newest].equals(name)
                ? newest
                : slots.computeIfAbsent(name, this::add);
    }

    private int add(LogName name) {
        LogName[] more = Arrays.copyOf(names, names.length + 1);
        more[more.length - 1] = name;
        names = more;
        return more.length - 1;
    }

    LogName name(int slot) {
        return names[slot];
    }
}
