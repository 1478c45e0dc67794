package dev.stowage.protocol.door;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Where a client is, as limits count it: an address of IPv4, or the 64 bits of one of IPv6 that a
/// provider gives to a household, whose other half it chooses as it likes.
///
/// @param first the address, or the first one of the network
public record ClientNetwork(InetAddress first) {

    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    public static ClientNetwork of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return new ClientNetwork(address);
        }
        try {
            byte[] network = Arrays.copyOf(address.getAddress(), NETWORK_BYTES);
            return new ClientNetwork(InetAddress.getByAddress(Arrays.copyOf(network, IPV6_BYTES)));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
        }
    }

    @Override
    public String toString() {
        return first.getHostAddress() + (first instanceof Inet6Address ? "/64" : "");
    }
}
