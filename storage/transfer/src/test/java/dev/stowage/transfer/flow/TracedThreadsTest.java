package dev.stowage.transfer.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.protocol.fault.Fault;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TracedThreadsTest {

    private final ObservationRegistry observations = ObservationRegistry.create();

    {
        observations.observationConfig().observationHandler(_ -> true);
    }

    @Test
    void theObservationOfWhoStartsAThreadIsThere() {
        try (TracedThreads threads = new TracedThreads("test")) {
            CompletableFuture<Observation> seen = new CompletableFuture<>();
            Observation observation = Observation.start("outer", observations);
            try (Observation.Scope _ = observation.openScope()) {
                threads.start(() -> seen.complete(observations.getCurrentObservation()));
            }
            assertThat(seen.join()).isSameAs(observation);
            observation.stop();
        }
    }

    @Test
    void closingCallsThemOffAndWaits() {
        TracedThreads threads = new TracedThreads("test");
        CompletableFuture<Boolean> calledOff = new CompletableFuture<>();
        threads.start(
                () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        calledOff.complete(true);
                    }
                });
        assertThat(threads.running()).isEqualTo(1);
        threads.close();
        assertThat(calledOff).isCompletedWithValue(true);
        assertThat(threads.running()).isZero();
        assertThatThrownBy(() -> threads.start(() -> {})).isInstanceOf(Fault.class);
    }
}
