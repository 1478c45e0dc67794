package dev.stowage.supplier.rebuild;

import dev.stowage.protocol.supplier.RebuildApi;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// One client for each supplier; the least used are forgotten first.
final class RebuildClients {

    private static final int MOST_KNOWN = 1024;

    private final Function<URI, RebuildApi> connect;
    private final Map<String, RebuildApi> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, RebuildApi> eldest) {
                    return size() > MOST_KNOWN;
                }
            };

    RebuildClients(Function<URI, RebuildApi> connect) {
        this.connect = connect;
    }

    /// @throws IllegalArgumentException if that is no URL
    synchronized RebuildApi at(String url) {
        return known.computeIfAbsent(url, each -> connect.apply(URI.create(each)));
    }
}
