package dev.stowage.protocol.door;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Who is believed when he says for whom he asks: proxies, by their networks. What anybody else
/// says counts for nothing, so that no client chooses the address that limits know him by.
public final class TrustedProxies {

    public static final String HEADER = "X-Forwarded-For";

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /// @param networks addresses (`10.1.2.3`, `::1`) or networks (`10.0.0.0/8`, `fc00::/7`)
    /// @throws IllegalArgumentException if one is neither
    public static TrustedProxies of(List<String> networks) {
        return new TrustedProxies(networks.stream().map(Network::parse).toList());
    }

    /// The address of who asks: of the connection, or, if that is a trusted proxy's, the last one
    /// in its header that is no trusted proxy's. What cannot be read ends the search.
    public InetAddress clientOf(HttpServletRequest request) {
        InetAddress client = parse(request.getRemoteAddr());
        List<String> hops =
                Collections.list(request.getHeaders(HEADER)).stream()
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .toList();
        for (String hop : hops.reversed()) {
            if (!isTrusted(client)) {
                return client;
            }
            try {
                client = parse(hop.strip());
            } catch (IllegalArgumentException unreadable) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return networks.stream().anyMatch(network -> network.holds(address));
    }

    /// Never a name: nobody is asked.
    private static InetAddress parse(String literal) {
        int zone = literal.indexOf('%');
        return InetAddress.ofLiteral(zone < 0 ? literal : literal.substring(0, zone));
    }

    /// @param bits that all addresses of the network have in common
    private record Network(InetAddress first, int bits) {

        static Network parse(String text) {
            int slash = text.indexOf('/');
            InetAddress first = TrustedProxies.parse(slash < 0 ? text : text.substring(0, slash));
            int all = first.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > all) {
                throw new IllegalArgumentException(
                        "a network has 0 … %d bits, got %s".formatted(all, text));
            }
            return new Network(first, bits);
        }

        boolean holds(InetAddress address) {
            byte[] mine = first.getAddress();
            byte[] theirs = address.getAddress();
            if (mine.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
