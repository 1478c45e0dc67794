package dev.stowage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.transfer.fleet.Account.Stored;
import dev.stowage.transfer.fleet.Eventually;
import dev.stowage.transfer.fleet.Fleet;
import dev.stowage.transfer.fleet.Mood;
import dev.stowage.transfer.fleet.SupplierServer;
import dev.stowage.transfer.spread.SpreadOutcome;
import dev.stowage.transfer.spread.SpreadOutcome.LateRecords;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.SenderContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverHttpTest {

    @TempDir Path spool;

    private final Fleet fleet = new Fleet(4);
    private final Layout four = Fleet.combination(4);
    private final List<SupplierServer> servers = new ArrayList<>();
    private final ApiClients clients = new ApiClients(Duration.ofMinutes(2), fleet.observations());
    private Transfer transfer;

    @BeforeEach
    void start() throws IOException {
        fleet.observations().observationConfig().observationHandler(new TraceHandler());
        for (int index = 0; index < 4; index++) {
            SupplierServer server = new SupplierServer(fleet.supplier(index));
            servers.add(server);
            fleet.announce(index, index, 1, server.url().toString());
        }
        transfer = transfer(Fleet.settings(spool));
    }

    private Transfer transfer(TransferSettings settings) {
        return fleet.transfer(
                settings, url -> clients.client(SupplierApi.class, url, FaultCode.SUPPLIER_AWAY));
    }

    @AfterEach
    void stop() {
        fleet.close();
        clients.close();
        servers.forEach(SupplierServer::close);
    }

    private SpreadOutcome spread(Stored block) {
        return transfer.spread().spread(List.of(block.signed()), fleet.account().access());
    }

    private ByteBuffer gather(Stored block) {
        return transfer.gather()
                .gather(block.reference(), four, fleet.account().owner(), fleet.account().access());
    }

    @Test
    void whatIsSpreadIsGathered() {
        Stored block = fleet.account().block(four, 3_000_001);
        spread(block).released().join();
        assertThat(gather(block)).isEqualTo(block.expected());
        servers.get(0).close();
        servers.get(2).close();
        assertThat(gather(block)).isEqualTo(block.expected());
    }

    @Test
    void oneTraceReachesAllSuppliers() {
        Stored block = fleet.account().block(four, 10_000);
        Observation request = Observation.start("request", fleet.observations());
        try (Observation.Scope _ = request.openScope()) {
            spread(block).released().join();
            gather(block);
        }
        request.stop();
        String trace = request.getContext().get("trace");
        assertThat(servers).allSatisfy(s -> assertThat(s.traces()).containsExactly(trace));
    }

    @Test
    void aDeadSupplierGetsItsRecordsWhenItIsBack() throws IOException {
        servers.get(3).close();
        transfer.spool().deliver(fleet.account().number(), fleet.account()::access);
        Stored block = fleet.account().block(four, 10_000);
        assertThat(spread(block).released().join()).isEqualTo(new LateRecords(0, 1, 0));
        SupplierServer back = new SupplierServer(fleet.supplier(3));
        servers.add(back);
        fleet.announce(3, 3, 1, back.url().toString());
        Eventually.is("it has its record", () -> fleet.supplier(3).has(block.address(), 3));
    }

    @Test
    void faultsComeWithTheirNumbers() {
        fleet.supplier(1).agree(fleet.account().number(), fleet.account().owner(), 100);
        fleet.supplier(2).agree(fleet.account().number(), fleet.account().owner(), 100);
        Stored block = fleet.account().block(four, 10_000);
        assertThatThrownBy(() -> spread(block))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> {
                            assertThat(fault.code()).isEqualTo(FaultCode.QUOTA_EXCEEDED);
                            assertThat(fault.facts()).containsEntry("quota", 100);
                        });
    }

    /// The silence of a connection ends after two minutes: this is over long before.
    @Test
    void aHangingSupplierIsCalledOff() throws Exception {
        transfer.close();
        transfer = transfer(Fleet.settings(spool, Fleet.LONG, Fleet.SHORT, Fleet.SHORT));
        fleet.supplier(1).be(Mood.stalled(new CountDownLatch(1)));
        Stored block = fleet.account().block(four, 3_000_000);
        assertThat(spread(block).released().get(60, TimeUnit.SECONDS))
                .isEqualTo(new LateRecords(0, 1, 0));
        assertThat(gather(block)).isEqualTo(block.expected());
        Eventually.is("nothing runs", () -> transfer.threads().running() == 0);
    }

    /// Gives every observation the trace of its parent, and hands it on with requests.
    private static final class TraceHandler implements ObservationHandler<Observation.Context> {

        @Override
        public void onStart(Observation.Context context) {
            String trace =
                    context.getParentObservation() == null
                            ? "trace-" + System.identityHashCode(context)
                            : context.getParentObservation().getContextView().get("trace");
            context.put("trace", trace);
            if (context instanceof SenderContext<?> sender) {
                send(sender, trace);
            }
        }

        private static <C> void send(SenderContext<C> sender, String trace) {
            sender.getSetter().set(sender.getCarrier(), "traceparent", trace);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
