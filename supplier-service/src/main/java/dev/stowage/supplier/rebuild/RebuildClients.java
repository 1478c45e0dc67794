package dev.stowage.supplier.rebuild;

import dev.stowage.protocol.supplier.RebuildApi;
import dev.stowage.supplier.join.Membership;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// The way to each supplier: to others one client each, the least used are forgotten first; to
/// itself a supplier needs none.
final class RebuildClients {

    private static final int MOST_KNOWN = 1024;

    private final Membership membership;
    private final RebuildApi here;
    private final Function<URI, RebuildApi> connect;
    private final Map<String, RebuildApi> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, RebuildApi> eldest) {
                    return size() > MOST_KNOWN;
                }
            };

    /// @param here what this supplier itself answers
    RebuildClients(Membership membership, RebuildApi here, Function<URI, RebuildApi> connect) {
        this.membership = membership;
        this.here = here;
        this.connect = connect;
    }

    /// @throws IllegalArgumentException if that is no URL
    RebuildApi at(Holder holder) {
        return holder.supplier().equals(membership.supplier()) ? here : client(holder.url());
    }

    private synchronized RebuildApi client(String url) {
        return known.computeIfAbsent(url, each -> connect.apply(URI.create(each)));
    }
}
