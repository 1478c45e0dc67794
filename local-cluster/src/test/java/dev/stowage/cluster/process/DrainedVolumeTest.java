package dev.stowage.cluster.process;

import static dev.stowage.cluster.process.Visitor.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.customer.CustomerApplication;
import dev.stowage.gateway.GatewayApplication;
import dev.stowage.placement.PlacementApplication;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.DrainView;
import dev.stowage.protocol.supplier.DrainView.Phase;
import dev.stowage.protocol.supplier.VolumeView;
import dev.stowage.protocol.supplier.VolumesApi;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.supplier.SupplierApplication;
import dev.stowage.supplier.hosting.Supplier;
import io.micrometer.observation.ObservationRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster of four suppliers in services of their own, the first of which has two volumes.
class DrainedVolumeTest {

    private static final int SUPPLIERS = 4;
    private static final int FILES = 12;
    private static final int BYTES = 300_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CODE = "a code for everybody";

    @TempDir private Path data;

    private final List<Closeable> others = new ArrayList<>();
    private final List<Closeable> suppliers = new ArrayList<>();
    private final ApiClients clients =
            new ApiClients(Duration.ofSeconds(10), ObservationRegistry.NOOP);
    private ClusterSettings settings;
    private ClusterPorts ports;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        settings = ClusterSettings.of(data, 0, SUPPLIERS);
        ports = ClusterPorts.choose(0);
        others.add(PlacementApplication.start(new HashMap<>(settings.placement(ports, CODE))));
        Files.createDirectory(further());
        for (int index = 0; index < SUPPLIERS; index++) {
            suppliers.add(SupplierApplication.start(properties(index)));
        }
        others.add(CustomerApplication.start(new HashMap<>(settings.customer(ports, CODE))));
        others.add(GatewayApplication.start(new HashMap<>(settings.gateway(ports))));
        Readiness.await(
                ports,
                ports.all(),
                () ->
                        suppliers.stream()
                                .allMatch(each -> SupplierApplication.suppliersOf(each).areHeard()),
                settings.carriers(),
                PATIENCE);
        visitor = new Visitor(URI.create("http://localhost:" + ports.gateway()), 100_000_000);
    }

    private Map<String, Object> properties(int index) {
        Map<String, Object> all = new HashMap<>(settings.suppliers(ports, CODE));
        all.put("server.port", index == 0 ? ports.supplier() : 0);
        all.put("stowage.supplier.count", 1);
        all.put("stowage.supplier.data", data.resolve("suppliers-" + index));
        if (index == 0) {
            all.put("stowage.supplier.carriers", 1);
            all.put("stowage.supplier.volumes[0].directory", further());
            all.put("stowage.supplier.volumes[0].capacity", "1GB");
        }
        return all;
    }

    private Path further() {
        return data.resolve("further");
    }

    private Path own() {
        return data.resolve("suppliers-0").resolve("supplier-1");
    }

    @AfterEach
    void stop() throws IOException {
        visitor.close();
        clients.close();
        for (Closeable each : others.reversed()) {
            each.close();
        }
        for (Closeable each : suppliers) {
            each.close();
        }
    }

    @Test
    void losesNothingWhenAVolumeIsDrainedAndItsDirectoryIsGone() throws Exception {
        putFiles(0);
        visitor.awaitDeliveries();
        VolumeView used = view().stream().filter(each -> space(each) > 0).findFirst().orElseThrow();
        Path drained = Path.of(used.directory());
        long bytes = space(used);

        VolumeView _ = api().drain(operator(), Objects.requireNonNull(used.volume()));
        awaitDrained(drained);

        allAreThere(FILES);
        putFiles(FILES);
        visitor.awaitDeliveries();
        allAreThere(2 * FILES);

        suppliers.getFirst().close();
        Files.move(drained, data.resolve("gone"));
        Map<String, Object> left = properties(0);
        if (drained.equals(own())) {
            left.put("stowage.supplier.capacity", "0B");
        } else {
            left.keySet().removeIf(each -> each.startsWith("stowage.supplier.volumes"));
        }
        suppliers.set(0, SupplierApplication.start(left));
        awaitHeard();
        // Of four suppliers two are enough, and this one is needed now.
        suppliers.get(1).close();
        suppliers.get(2).close();

        allAreThere(2 * FILES);
        assertThat(view()).hasSize(1);
        assertThat(space(view().getFirst())).isGreaterThan(bytes);
    }

    private void putFiles(int from) throws Exception {
        for (int number = from; number < from + FILES; number++) {
            assertThat(visitor.put("file-" + number, random(BYTES + number)).statusCode())
                    .isEqualTo(201);
        }
    }

    private void allAreThere(int files) throws Exception {
        for (int number = 0; number < files; number++) {
            assertThat(visitor.get("file-" + number).body())
                    .as("file-%d", number)
                    .isEqualTo(random(BYTES + number));
        }
    }

    private VolumesApi api() {
        URI url = URI.create("http://127.0.0.1:" + ports.supplier());
        return clients.client(VolumesApi.class, url, FaultCode.SUPPLIER_AWAY);
    }

    private String operator() throws IOException {
        Path token = data.resolve("suppliers-0").resolve("operator-token");
        return "Bearer " + Files.readString(token).strip();
    }

    private List<VolumeView> view() throws IOException {
        return api().volumes(operator()).volumes();
    }

    private static long space(VolumeView view) {
        return Objects.requireNonNull(view.space()).used();
    }

    private void awaitDrained(Path directory) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (phase(directory) != Phase.DRAINED) {
            assertThat(System.nanoTime()).as("the volume is not drained").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private Phase phase(Path directory) throws IOException {
        return view().stream()
                .filter(each -> each.directory().equals(directory.toString()))
                .map(VolumeView::drain)
                .filter(Objects::nonNull)
                .map(DrainView::phase)
                .findFirst()
                .orElseThrow();
    }

    private void awaitHeard() throws Exception {
        Supplier again = SupplierApplication.suppliersOf(suppliers.getFirst()).all().getFirst();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (again.membership().carriersOn(again.volumes().getFirst().volume().id()) < 2) {
            assertThat(System.nanoTime()).as("placement has not heard").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
