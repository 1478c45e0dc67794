package dev.stowage.supplier.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.supplier.hosting.InFlight.Ticket;
import dev.stowage.supplier.memory.MemoryPool;
import java.nio.ByteBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private static final int BYTES = 10_000;

    private final MemoryPool pool = new MemoryPool(1 << 20);
    private final InFlight inFlight = new InFlight(BYTES, 2, pool);

    @Test
    void whatARequestTakesIsCountedBeforeItIsThere() {
        try (Ticket ticket = inFlight.admit(1000)) {
            ByteBuffer memory = ticket.take(BYTES - 1001);
            assertThat(memory.remaining()).isEqualTo(BYTES - 1001);
            ticket.take(1);
            long made = pool.bytes();

            assertBusy(() -> ticket.take(1));
            assertThat(inFlight.bytes()).isEqualTo(BYTES);
            assertThat(pool.bytes()).isEqualTo(made);
        }
        assertThat(inFlight.bytes()).isZero();
        assertThat(inFlight.requests()).isZero();
    }

    @Test
    void whatAnAnsweredRequestHadIsLentToTheNext() {
        for (int request = 0; request < 10; request++) {
            try (Ticket ticket = inFlight.admit(0)) {
                assertThat(ticket.take(BYTES).isDirect()).isTrue();
            }
        }
        assertThat(pool.bytes()).isLessThan(2 * BYTES);
    }

    @Test
    void aRequestEndsOnce() {
        Ticket other = inFlight.admit(10);
        Ticket ticket = inFlight.admit(1);
        ticket.close();

        assertThatIllegalStateException().isThrownBy(ticket::close);
        assertThat(inFlight.requests()).isEqualTo(1);
        assertThat(inFlight.bytes()).isEqualTo(10);
        other.close();
    }

    @Test
    void noMoreRequestsAreAdmittedThanMayBeServed() {
        try (Ticket one = inFlight.admit(0);
                Ticket two = inFlight.admit(0)) {
            assertThat(one).isNotSameAs(two);
            assertBusy(() -> inFlight.admit(0));
        }
        inFlight.admit(0).close();
    }

    private static void assertBusy(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.BUSY));
    }
}
