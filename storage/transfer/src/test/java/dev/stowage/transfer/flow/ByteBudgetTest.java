package dev.stowage.transfer.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ByteBudget budget = new ByteBudget("stowage.test.bytes", 10 << 10, meters);

    private static Deadline soon() {
        return Deadline.after(Duration.ofMillis(50));
    }

    private static Deadline late() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    @Test
    void whoFindsNoRoomWaitsUntilSomeComesFree() throws Exception {
        ByteBudget.Part first = budget.take(8 << 10, late());
        CompletableFuture<ByteBudget.Part> second = new CompletableFuture<>();
        Thread waiting =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                second.complete(budget.take(4 << 10, late()));
                            } catch (InterruptedException e) {
                                second.completeExceptionally(e);
                            }
                        });
        assertThat(second).isNotDone();
        first.close();
        second.join().close();
        waiting.join();
        assertThat(budget.inFlight()).isZero();
    }

    @Test
    void afterTheDeadlineItIsBusy() throws Exception {
        try (ByteBudget.Part _ = budget.take(8 << 10, late())) {
            assertThatThrownBy(() -> budget.take(4 << 10, soon()))
                    .isInstanceOfSatisfying(
                            Fault.class,
                            fault -> {
                                assertThat(fault.code()).isEqualTo(FaultCode.BUSY);
                                assertThat(fault.facts()).containsEntry("inFlight", 8192L);
                            });
        }
    }

    @Test
    void whatIsLargerThanAllTakesAll() throws Exception {
        try (ByteBudget.Part _ = budget.take(1 << 30, late())) {
            assertThat(meters.get("stowage.test.bytes").gauge().value()).isEqualTo(10 << 10);
        }
        assertThat(budget.inFlight()).isZero();
    }

    @Test
    void aPartIsGivenBackOnce() throws Exception {
        ByteBudget.Part part = budget.take(1, late());
        assertThat(budget.inFlight()).isEqualTo(1024);
        part.close();
        part.close();
        assertThat(budget.inFlight()).isZero();
    }
}
