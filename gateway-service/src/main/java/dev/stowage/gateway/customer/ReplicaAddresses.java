package dev.stowage.gateway.customer;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The base URLs of all customer-services: each configured host name stands for all of its
/// addresses, so that replicas behind one name are seen when they come and go.
final class ReplicaAddresses {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaAddresses.class);
    private static final long FRESH_MILLIS = 5_000;
    private static final int MAX_PER_NAME = 256;

    private final List<URI> configured;
    private final Clock clock;
    private volatile Resolved resolved = new Resolved(List.of(), Long.MIN_VALUE);

    ReplicaAddresses(List<URI> configured, Clock clock) {
        this.configured = List.copyOf(configured);
        this.clock = clock;
    }

    /// Names are looked up again when the last look is five seconds old; one that is not found any
    /// more keeps its last addresses for as long as no name is found.
    List<URI> now() {
        Resolved last = resolved;
        long millis = clock.millis();
        if (millis < last.freshUntilMillis) {
            return last.addresses;
        }
        List<URI> found =
                configured.stream().flatMap(base -> resolve(base).stream()).distinct().toList();
        Resolved next =
                new Resolved(found.isEmpty() ? last.addresses : found, millis + FRESH_MILLIS);
        resolved = next;
        return next.addresses;
    }

    private static List<URI> resolve(URI base) {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(base.getHost());
            // the loopback's addresses are all the same host
            int count =
                    addresses[0].isLoopbackAddress() ? 1 : Math.min(addresses.length, MAX_PER_NAME);
            List<URI> bases = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                bases.add(at(base, addresses[i]));
            }
            return bases;
        } catch (UnknownHostException unknown) {
            LOG.warn("customer-service {} has no address: {}", base, unknown.getMessage());
            return List.of();
        }
    }

    private static URI at(URI base, InetAddress address) {
        String literal = address.getHostAddress();
        String host = literal.indexOf(':') < 0 ? literal : "[" + literal + "]";
        return URI.create(base.getScheme() + "://" + host + ":" + base.getPort());
    }

    private record Resolved(List<URI> addresses, long freshUntilMillis) {}
}
