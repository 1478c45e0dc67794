package dev.stowage.cluster.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// The ports of a local cluster: the gateway's as wished, the others free ones.
record ClusterPorts(int gateway, int customer, int placement, int supplier) {

    /// @param gateway 0 for a free one
    /// @throws IllegalStateException if the gateway's port is in use
    static ClusterPorts choose(int gateway) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            int door = hold(gateway, held);
            return new ClusterPorts(door, hold(0, held), hold(0, held), hold(0, held));
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    /// One port that nobody uses.
    static int free() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        int port = hold(0, held);
        held.getFirst().close();
        return port;
    }

    String placementUrl() {
        return "http://127.0.0.1:" + placement;
    }

    String customerUrl() {
        return "http://127.0.0.1:" + customer;
    }

    /// Those of placement and the suppliers.
    List<Integer> house() {
        return List.of(placement, supplier);
    }

    List<Integer> all() {
        return List.of(placement, supplier, customer, gateway);
    }

    private static int hold(int port, List<ServerSocket> held) throws IOException {
        ServerSocket socket = new ServerSocket();
        held.add(socket);
        // the gateway serves all addresses, the others the loopback only
        InetSocketAddress address =
                port == 0
                        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)
                        : new InetSocketAddress(port);
        socket.setReuseAddress(true);
        try {
            socket.bind(address);
        } catch (IOException inUse) {
            throw new IllegalStateException(
                    "port %d is in use; stop what uses it, or choose another with --port"
                            .formatted(port),
                    null);
        }
        return socket.getLocalPort();
    }
}
