package dev.stowage.transfer.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.transfer.fleet.Eventually;
import dev.stowage.transfer.fleet.FakeSupplier;
import dev.stowage.transfer.fleet.Mood;
import dev.stowage.transfer.fleet.SteppedClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SupplierClientsTest {

    private static final AccountNumber ACCOUNT = new AccountNumber(1);
    private static final String URL = "http://supplier.test";

    private final SteppedClock clock = new SteppedClock();
    private final SupplierId id = new SupplierId(new UUID(0, 1));
    private final FakeSupplier supplier = new FakeSupplier(id, clock);
    private final AtomicInteger connected = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SupplierClients clients =
            new SupplierClients(
                    url -> {
                        connected.incrementAndGet();
                        return supplier;
                    },
                    meters,
                    clock);

    private FaultCode call() {
        try {
            clients.client(id, URL).head("Bearer token", ACCOUNT);
            throw new AssertionError("it has no head");
        } catch (Fault fault) {
            return fault.code();
        }
    }

    @Test
    void oneClientServesAllCalls() {
        call();
        call();
        assertThat(connected).hasValue(1);
        clients.client(id, URL + "/moved");
        assertThat(connected).hasValue(2);
    }

    @Test
    void aSupplierWithMoreInFlightIsExpectedToTakeLonger() {
        assertThat(clients.expectedWait(id)).isZero();
        supplier.be(Mood.slow(Duration.ofMillis(20)));
        supplier.forgeHead(ACCOUNT, new HeadMessage(ByteString.of(new byte[] {1})));
        clients.client(id, URL).head("Bearer token", ACCOUNT);
        Duration idle = clients.expectedWait(id);
        assertThat(idle).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        CountDownLatch latch = new CountDownLatch(1);
        supplier.be(Mood.stalled(latch));
        Thread caller =
                Thread.ofVirtual()
                        .start(() -> clients.client(id, URL).head("Bearer token", ACCOUNT));
        Eventually.is("one is in flight", () -> supplier.headCalls() == 2);
        assertThat(clients.expectedWait(id)).isEqualTo(idle.multipliedBy(2));
        latch.countDown();
        Eventually.is("it is done", () -> !caller.isAlive());
    }

    @Test
    void whoFailsAgainAndAgainIsLeftAlone() {
        supplier.be(Mood.DEAD);
        for (int i = 0; i < 20; i++) {
            assertThat(call()).isEqualTo(FaultCode.SUPPLIER_AWAY);
        }
        assertThat(supplier.headCalls()).isEqualTo(5);
        assertThat(clients.isSuspect(id)).isTrue();
        assertThat(
                        meters.get("resilience4j.circuitbreaker.state")
                                .tag("name", id.toString())
                                .tag("state", "open")
                                .gauge()
                                .value())
                .isEqualTo(1);
    }

    @Test
    void whoMovedIsTriedAnew() {
        whoFailsAgainAndAgainIsLeftAlone();
        supplier.recover();
        assertThatThrownBy(() -> clients.client(id, URL + "/moved").head("Bearer t", ACCOUNT))
                .hasMessageContaining("not-found");
    }

    @Test
    void refusalsAreNoFailures() {
        for (int i = 0; i < 20; i++) {
            assertThat(call()).isEqualTo(FaultCode.NOT_FOUND);
        }
        supplier.be(Mood.failing(FaultCode.BUSY));
        for (int i = 0; i < 20; i++) {
            assertThat(call()).isEqualTo(FaultCode.BUSY);
        }
        assertThat(supplier.headCalls()).isEqualTo(40);
        assertThat(
                        meters.get("stowage.supplier.calls")
                                .tags("call", "head", "outcome", "busy")
                                .timer()
                                .count())
                .isEqualTo(20);
    }

    @Test
    void callsThatWeCalledOffSayNothing() {
        supplier.be(
                () -> {
                    Thread.currentThread().interrupt();
                    throw new Fault(FaultCode.SUPPLIER_AWAY, "closed by interrupt");
                });
        for (int i = 0; i < 20; i++) {
            call();
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(supplier.headCalls()).isEqualTo(20);
    }

    @Test
    void whatIsNoFaultBecomesOne() {
        supplier.be(
                () -> {
                    throw new IllegalStateException("garbage");
                });
        assertThat(call()).isEqualTo(FaultCode.SUPPLIER_AWAY);
    }

    @Test
    void givingUpOnASupplierCountsAsItsFailure() {
        clients.client(id, URL);
        for (int i = 0; i < 5; i++) {
            clients.gaveUpOn(id, Duration.ofSeconds(2));
        }
        assertThat(call()).isEqualTo(FaultCode.SUPPLIER_AWAY);
        assertThat(supplier.headCalls()).isZero();
    }

    @Test
    void suspicionPasses() {
        clients.suspect(id);
        assertThat(clients.isSuspect(id)).as("nobody knows it yet").isFalse();
        clients.client(id, URL);
        clients.suspect(id);
        assertThat(clients.isSuspect(id)).isTrue();
        clock.step(Duration.ofSeconds(6));
        assertThat(clients.isSuspect(id)).isFalse();
    }

    @Test
    void noMoreAreKnownThanMayBe() {
        for (int i = 0; i < 5000; i++) {
            clients.client(new SupplierId(new UUID(9, i)), URL);
        }
        assertThat(meters.get("resilience4j.circuitbreaker.state").tag("state", "open").gauges())
                .hasSize(4096);
    }
}
