package dev.stowage.placement.account;

import static dev.stowage.placement.Faults.assertFault;

import dev.stowage.placement.TestClock;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    @Test
    void aMinutesWorthAtOnceAndThenNoMoreUntilTimeHasPassed() {
        TestClock clock = new TestClock();
        RateLimit limit = new RateLimit(3, clock);
        for (int i = 0; i < 3; i++) {
            limit.take("tries");
        }
        assertFault(FaultCode.TOO_MANY_REQUESTS, () -> limit.take("tries"));
        clock.advance(Duration.ofSeconds(21));
        limit.take("tries");
        assertFault(FaultCode.TOO_MANY_REQUESTS, () -> limit.take("tries"));
    }

    @Test
    void whatIsNotTakenIsNotSavedUp() {
        TestClock clock = new TestClock();
        RateLimit limit = new RateLimit(2, clock);
        clock.advance(Duration.ofHours(1));
        limit.take("tries");
        limit.take("tries");
        assertFault(FaultCode.TOO_MANY_REQUESTS, () -> limit.take("tries"));
    }
}
