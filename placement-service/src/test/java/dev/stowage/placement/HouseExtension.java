package dev.stowage.placement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/// Gives tests one house with eight suppliers, which is opened for the first and closed after the
/// last.
final class HouseExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(HouseExtension.class);
    private static final int SUPPLIERS = 8;
    private static final int CARRIERS_EACH = 2;

    /// Its suppliers say once that they live, and tests may take their time.
    private static final String INTERVAL = "stowage.placement.heartbeat-interval";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == House.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(SharedHouse.class, _ -> new SharedHouse(), SharedHouse.class)
                .house;
    }

    private static final class SharedHouse implements AutoCloseable {

        private final Path data;
        private final House house;

        SharedHouse() {
            try {
                data = Files.createTempDirectory("placement");
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            house = House.open(data, Map.of(INTERVAL, "10m"), Clock.systemUTC());
            house.joinSuppliers(SUPPLIERS, CARRIERS_EACH);
            house.awaitCarriers(SUPPLIERS * CARRIERS_EACH);
        }

        @Override
        public void close() throws IOException {
            house.close();
            FileSystemUtils.deleteRecursively(data);
        }
    }
}
