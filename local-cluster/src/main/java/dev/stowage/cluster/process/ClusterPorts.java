package dev.stowage.cluster.process;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// The ports of a local cluster: the gateway's as wished, the others free ones.
record ClusterPorts(int gateway, int customer, int placement, int supplier) {

    /// Below those that systems take for outgoing connections (Linux from 32768 on, others as RFC
    /// 6335 says): one of these could be gone when a service is about to serve at it.
    private static final int FIRST = 20_000;

    private static final int BEHIND = 32_768;
    private static final int ATTEMPTS = 1000;

    /// @param gateway 0 for a free one
    /// @throws IllegalStateException if the gateway's port is in use
    static ClusterPorts choose(int gateway) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            int door = hold(gateway, held);
            return new ClusterPorts(door, hold(0, held), hold(0, held), hold(0, held));
        } finally {
            closeAll(held);
        }
    }

    /// One port that nobody uses.
    static int free() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            return hold(0, held);
        } finally {
            closeAll(held);
        }
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
        if (port == 0) {
            return holdAny(held);
        }
        // the gateway serves all addresses
        if (!isHeld(new InetSocketAddress(port), held)) {
            throw new IllegalStateException(
                    "port %d is in use; stop what uses it, or choose another with --port"
                            .formatted(port));
        }
        return port;
    }

    private static void closeAll(List<ServerSocket> held) throws IOException {
        for (ServerSocket socket : held) {
            socket.close();
        }
    }

    private static int holdAny(List<ServerSocket> held) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND);
            if (PortClaims.ofThisProcess().claim(port)
                    && isHeld(new InetSocketAddress(port), held)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "none of %d ports from %d to %d is free".formatted(ATTEMPTS, FIRST, BEHIND - 1));
    }

    private static boolean isHeld(InetSocketAddress address, List<ServerSocket> held)
            throws IOException {
        ServerSocket socket = new ServerSocket();
        held.add(socket);
        socket.setReuseAddress(true);
        try {
            socket.bind(address);
            return true;
        } catch (BindException inUse) {
            return false;
        }
    }
}
