package dev.stowage.verification.containers;

import dev.stowage.placement.PlacementApplication;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.wire.ApiClients;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/// A placement in this process, that replaces nobody by itself.
final class PlacementProcess implements AutoCloseable {

    static final String JOIN_CODE = "a code for everybody";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ApiClients clients = new ApiClients(PATIENCE, ObservationRegistry.NOOP);
    private final ConfigurableApplicationContext context;
    private final Path data;

    /// @param data directory
    /// @param database settings of the database
    PlacementProcess(Path data, Map<String, Object> database) {
        this.data = data;
        Map<String, Object> settings = new HashMap<>(database);
        settings.put("server.port", 0);
        settings.put("server.address", "127.0.0.1");
        settings.put("stowage.placement.data", data);
        settings.put("stowage.placement.bootstrap-code", JOIN_CODE);
        settings.put("stowage.placement.heartbeat-interval", "1m");
        settings.put("stowage.placement.replace-automatically", false);
        context = PlacementApplication.start(settings);
    }

    <A> A client(Class<A> api) {
        URI address =
                URI.create(
                        "http://127.0.0.1:"
                                + context.getEnvironment().getProperty("local.server.port"));
        return clients.client(api, address, FaultCode.PLACEMENT_AWAY);
    }

    String operator() throws IOException {
        return "Bearer " + Files.readString(data.resolve("operator-token")).strip();
    }

    @Override
    public void close() {
        context.close();
        clients.close();
    }
}
