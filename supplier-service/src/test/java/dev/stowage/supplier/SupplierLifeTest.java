package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.supplier.hosting.Suppliers;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.PortInUseException;

/// Starts, stops and starts again.
class SupplierLifeTest {

    private static final long QUOTA = 1 << 20;

    @TempDir Path data;
    private final Map<String, Object> settings = new HashMap<>();
    private SupplierHouse house;

    @BeforeEach
    void open() throws IOException {
        house = SupplierHouse.open(data, 2, settings);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void servesOnWhilePlacementIsAwayAndKeepsAllAcrossARestart() {
        SampleAccount account = house.newAccount();
        house.grant(account, 0, QUOTA);
        FragmentRecord before = account.record(1, 0);
        FragmentRecord after = account.record(2, 0);
        house.store(account, 0, before);
        house.keepHead(account, 0, 3);
        int carriers = house.placement().heard();

        house.restart();
        house.placement().setAway(true);

        assertThat(house.placement().heard()).isEqualTo(carriers);
        assertThat(house.fetch(account, 0, before, 3)).isInstanceOf(FetchOutcome.Intact.class);
        assertThat(house.store(account, 0, after).used()).isEqualTo(2 * 2048);
        assertThat(house.keepHead(account, 0, 2).version()).isEqualTo(3);
    }

    @Test
    void storesNothingOnAFullDiskAndServesWhatItHas() {
        SampleAccount account = house.newAccount();
        house.grant(account, 0, QUOTA);
        FragmentRecord before = account.record(1, 0);
        FragmentRecord refused = account.record(2, 0);
        house.store(account, 0, before);
        house.keepHead(account, 0, 1);

        settings.put("stowage.supplier.keep-free", "9000TB");
        house.restart();

        assertThatThrownBy(() -> house.store(account, 0, refused))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.code()).isEqualTo(FaultCode.DISK_FULL));
        assertThat(house.fetch(account, 0, before, 3)).isInstanceOf(FetchOutcome.Intact.class);
        assertThat(house.fetch(account, 0, refused, 3)).isInstanceOf(FetchOutcome.Missing.class);

        settings.remove("stowage.supplier.keep-free");
        house.restart();

        house.store(account, 0, refused);
        assertThat(house.fetch(account, 0, refused, 3)).isInstanceOf(FetchOutcome.Intact.class);
    }

    @Test
    void stopsOneSupplierAndServesTheOther() {
        SampleAccount account = house.newAccount();
        for (int carrier = 0; carrier < 2; carrier++) {
            house.grant(account, carrier, QUOTA);
            house.store(account, carrier, account.record(1, carrier));
        }
        Suppliers suppliers = house.context().getBean(Suppliers.class);
        int stopped = suppliers.all().getFirst().name().equals("supplier-1") ? 0 : 1;
        int port = house.url(carrierOf(suppliers, stopped)).getPort();

        suppliers.stop(stopped);

        assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
                .isInstanceOf(IOException.class);
        int other = carrierOf(suppliers, 1 - stopped);
        assertThat(house.fetch(account, other, account.record(1, other), 3))
                .isInstanceOf(FetchOutcome.Intact.class);
    }

    private int carrierOf(Suppliers suppliers, int index) {
        return house.supplier(0).equals(suppliers.all().get(index).membership().supplier()) ? 0 : 1;
    }

    @Test
    void doesNotBecomeSomebodyElseWhenItsLogIsCutOrGone() throws Exception {
        String name = nameOf(0);
        SampleAccount account = house.newAccount();
        house.grant(account, 0, QUOTA);
        house.store(account, 0, account.record(1, 128 << 10, 0, 0));
        house.keepHead(account, 0, 1);
        house.context().close();
        Path log = logOf(name);
        byte[] whole = Files.readAllBytes(log);
        Files.write(log, noise(whole.length / 2), StandardOpenOption.TRUNCATE_EXISTING);
        byte[] rest = Arrays.copyOfRange(whole, whole.length / 2, whole.length);
        Files.write(log, rest, StandardOpenOption.APPEND);

        Map<String, Object> properties =
                SupplierHouse.properties(data, 2, house.placementUrl(), Map.of());
        assertThatThrownBy(() -> SupplierApplication.start(properties).close())
                .hasStackTraceContaining("does not tell who this supplier is");

        Files.write(log, whole);
        SupplierApplication.start(properties).close();
    }

    /// Of the directory of the supplier that serves a carrier.
    private String nameOf(int carrier) {
        return house.context().getBean(Suppliers.class).all().stream()
                .filter(each -> each.membership().supplier().equals(house.supplier(carrier)))
                .findFirst()
                .orElseThrow()
                .name();
    }

    private Path logOf(String supplier) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(supplier).resolve("records"))) {
            return files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
        }
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(1).nextBytes(noise);
        return noise;
    }

    @Test
    void keepsTwoServicesOnOneVolumeApart() throws Exception {
        try (SupplierHouse second = SupplierHouse.open(data, 1, Map.of())) {
            Suppliers suppliers = second.context().getBean(Suppliers.class);
            assertThat(suppliers.all().getFirst().name()).isEqualTo("supplier-3");
        }
    }

    @Test
    void neverServesAFlippedBitAsGood() throws Exception {
        SampleAccount account = house.newAccount();
        house.grant(account, 0, QUOTA);
        FragmentRecord record = account.record(1, 0);
        FragmentRecord neighbour = account.record(2, 0);
        house.store(account, 0, record, neighbour);
        byte[] fragment = new byte[1024];
        record.fragment(1).orElseThrow().get(fragment);

        flipBitOf(fragment);

        assertThat(house.fetch(account, 0, record, 3)).isInstanceOf(FetchOutcome.Corrupt.class);
        assertThat(house.fetch(account, 0, record, 1)).isInstanceOf(FetchOutcome.Intact.class);
        assertThat(house.fetch(account, 0, neighbour, 3)).isInstanceOf(FetchOutcome.Intact.class);

        house.restart();
        assertThat(house.fetch(account, 0, record, 3)).isInstanceOf(FetchOutcome.Corrupt.class);
        assertThat(house.store(account, 0, record).stored()).isEqualTo(1);
        assertThat(house.fetch(account, 0, record, 3)).isInstanceOf(FetchOutcome.Intact.class);
    }

    private void flipBitOf(byte[] fragment) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".log")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                int at = text.indexOf(new String(fragment, StandardCharsets.ISO_8859_1));
                if (at >= 0) {
                    bytes[at + 500] ^= 4;
                    Files.write(file, bytes);
                    return;
                }
            }
        }
        throw new AssertionError("the fragment is in no file");
    }

    @Test
    void isNotReadyBeforeItHasJoined() throws Exception {
        Map<String, Object> stranger = Map.of("stowage.supplier.join-code", "wrong");
        Map<String, Object> properties =
                SupplierHouse.properties(
                        data.resolve("stranger"), 1, house.placementUrl(), stranger);
        try (var context = SupplierApplication.start(properties);
                HttpClient http = HttpClient.newHttpClient()) {
            String port = context.getEnvironment().getProperty("local.server.port");
            URI readiness = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(503);
        }
    }

    @Test
    void doesNotStartWithAPropertyThatItDoesNotKnow() {
        Map<String, Object> properties =
                SupplierHouse.properties(
                        data.resolve("other"),
                        1,
                        house.placementUrl(),
                        Map.of("stowage.supplier.capasity", "1GB"));

        assertThatThrownBy(() -> SupplierApplication.start(properties).close())
                .hasStackTraceContaining("stowage.supplier.capasity");
    }

    @Test
    void doesNotStartOnAPortInUseAndFreesItsDirectory() throws Exception {
        Path other = data.resolve("other");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, Object> properties =
                    SupplierHouse.properties(
                            other,
                            1,
                            house.placementUrl(),
                            Map.of("server.port", taken.getLocalPort()));
            assertThatThrownBy(() -> SupplierApplication.start(properties).close())
                    .hasStackTraceContaining(PortInUseException.class.getName());
        }
        try (SupplierHouse later = SupplierHouse.open(other, 1, Map.of())) {
            Suppliers suppliers = later.context().getBean(Suppliers.class);
            assertThat(suppliers.all().getFirst().name()).isEqualTo("supplier-1");
        }
    }
}
