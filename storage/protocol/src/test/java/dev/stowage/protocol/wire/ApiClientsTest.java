package dev.stowage.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchOutcome.Intact;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.supplier.WantedRecord;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientsTest {

    private static final Duration QUICKEST_START = Duration.ofMillis(600);

    private final ApiClients clients =
            new ApiClients(Duration.ofMillis(700), ObservationRegistry.NOOP);
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        clients.close();
    }

    @Test
    void recordsTravelBothWaysAsTheyAre() {
        RecordBatch batch = new RecordBatch(Records.ofBlock(1));
        byte[] sent = RecordBatchCodecTest.join(RecordBatchCodec.toBuffers(batch));
        AtomicReference<byte[]> received = new AtomicReference<>();
        answer(
                "/supplier/v1/records",
                exchange -> {
                    received.set(exchange.getRequestBody().readAllBytes());
                    reply(
                            exchange,
                            200,
                            "application/json",
                            "{\"stored\":4,\"used\":8192}".getBytes(StandardCharsets.UTF_8));
                });
        answer(
                "/supplier/v1/records/fetch",
                exchange -> reply(exchange, 200, RecordBatch.MEDIA_TYPE, sent));

        assertThat(supplier().store("Bearer x", batch)).isEqualTo(new StoreAnswer(4, 8192));
        assertThat(received.get()).isEqualTo(sent);
        FetchAnswer answer = supplier().fetch("Bearer x", fetchRequest());
        assertThat(answer.outcomes()).hasSize(4).allMatch(Intact.class::isInstance);
    }

    @Test
    void aFaultOnTheOtherSideIsTheSameFaultHere() {
        String problem =
                """
                {"type":"urn:stowage:fault:quota-exceeded","title":"t","status":507,"detail":"5 of 4 bytes",
                 "code":"quota-exceeded","retryable":false,"quota":4,"asked":5}""";
        answer(
                "/",
                exchange ->
                        reply(
                                exchange,
                                507,
                                "application/problem+json",
                                problem.getBytes(StandardCharsets.UTF_8)));

        Fault fault = fault(() -> supplier().contract("Bearer x", new AccountNumber(1)));

        assertThat(fault.code()).isEqualTo(FaultCode.QUOTA_EXCEEDED);
        assertThat(fault.detail()).isEqualTo("5 of 4 bytes");
        assertThat(fault.facts()).containsEntry("quota", 4).containsEntry("asked", 5);
    }

    @Test
    void anErrorThatIsNoProblemOfOursMeansThatTheServiceIsAway() {
        answer(
                "/",
                exchange ->
                        reply(
                                exchange,
                                502,
                                "text/html",
                                "<html>".getBytes(StandardCharsets.UTF_8)));

        assertThat(fault(() -> supplier().contract("Bearer x", new AccountNumber(1))).code())
                .isEqualTo(FaultCode.SUPPLIER_AWAY);
    }

    @Test
    void aServiceThatStartedAnewIsFoundAtTheFirstCall() throws IOException {
        HttpHandler stores =
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    reply(
                            exchange,
                            200,
                            "application/json",
                            "{\"stored\":4,\"used\":8192}".getBytes(StandardCharsets.UTF_8));
                };
        answer("/", stores);
        SupplierApi supplier = supplier();
        RecordBatch batch = new RecordBatch(Records.ofBlock(1));
        supplier.store("Bearer x", batch);
        long used = System.nanoTime();

        InetSocketAddress address = server.getAddress();
        server.stop(0);
        while (System.nanoTime() - used < QUICKEST_START.toNanos()) {
            Thread.onSpinWait();
        }
        server = HttpServer.create(address, 0);
        server.start();
        answer("/", stores);

        assertThat(supplier.store("Bearer x", batch)).isEqualTo(new StoreAnswer(4, 8192));
    }

    @Test
    void aServiceThatRefusesConnectionsIsAway() throws IOException {
        int closedPort;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = free.getLocalPort();
        }
        SupplierApi away =
                clients.client(
                        SupplierApi.class,
                        URI.create("http://127.0.0.1:" + closedPort),
                        FaultCode.SUPPLIER_AWAY);

        Fault fault = fault(() -> away.contract("Bearer x", new AccountNumber(1)));

        assertThat(fault.code()).isEqualTo(FaultCode.SUPPLIER_AWAY);
        assertThat(fault.facts()).containsEntry("url", "http://127.0.0.1:" + closedPort);
    }

    @Test
    void aServiceThatSaysNothingIsAwayAfterTheTimeOut() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SupplierApi silent =
                    clients.client(
                            SupplierApi.class,
                            URI.create("http://127.0.0.1:" + mute.getLocalPort()),
                            FaultCode.SUPPLIER_AWAY);

            assertThat(fault(() -> silent.contract("Bearer x", new AccountNumber(1))).code())
                    .isEqualTo(FaultCode.SUPPLIER_AWAY);
        }
    }

    @Test
    void aMalformedBatchIsAFaultAndNotAnAnswer() {
        answer("/", exchange -> reply(exchange, 200, RecordBatch.MEDIA_TYPE, new byte[20]));

        assertThat(fault(() -> supplier().fetch("Bearer x", fetchRequest())).code())
                .isEqualTo(FaultCode.MALFORMED);
    }

    private SupplierApi supplier() {
        return clients.client(
                SupplierApi.class,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                FaultCode.SUPPLIER_AWAY);
    }

    private static FetchRequest fetchRequest() {
        return new FetchRequest(
                List.of(new WantedRecord(Records.ofBlock(1).getFirst().header().address(), 0, 1)));
    }

    private void answer(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    private static void reply(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Fault fault(Runnable call) {
        Fault fault = catchThrowableOfType(Fault.class, call::run);
        assertThat(fault).isNotNull();
        return fault;
    }
}
