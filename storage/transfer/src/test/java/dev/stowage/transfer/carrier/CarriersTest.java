package dev.stowage.transfer.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.transfer.fleet.Eventually;
import dev.stowage.transfer.fleet.FakePlacement;
import dev.stowage.transfer.fleet.Fleet;
import dev.stowage.transfer.fleet.Mood;
import dev.stowage.transfer.fleet.SteppedClock;
import dev.stowage.transfer.flow.TracedThreads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarriersTest {

    private static final CarrierId ZERO = new CarrierId(0);

    private final SteppedClock clock = new SteppedClock();
    private final Fleet fleet = new Fleet(8, clock);
    private final FakePlacement placement = fleet.placement();
    private final TracedThreads threads = new TracedThreads("test");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Carriers carriers =
            new Carriers(placement, audience -> "token", threads, meters, clock);

    @AfterEach
    void close() {
        threads.close();
        fleet.close();
    }

    private static List<CarrierId> ids(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(CarrierId::new).toList();
    }

    private int generation() {
        return carriers.serving(List.of(ZERO)).get(ZERO).generation();
    }

    @Test
    void neighboursAreAskedForAtOnceAndKept() {
        assertThat(carriers.serving(ids(3, 29))).hasSize(27);
        assertThat(placement.calls()).isEqualTo(1);
        assertThat(carriers.serving(ids(0, 31))).hasSize(32);
        assertThat(placement.calls()).isEqualTo(1);
    }

    @Test
    void distantCarriersAreAskedForApart() {
        carriers.serving(List.of(ZERO, new CarrierId(20), new CarrierId(1_000_000)));
        assertThat(placement.calls()).isEqualTo(3);
    }

    @Test
    void whatNobodyServesIsLeftOut() {
        assertThat(carriers.serving(ids(30, 33))).hasSize(2);
        assertThat(carriers.serving(List.of(new CarrierId(Long.MAX_VALUE)))).isEmpty();
    }

    @Test
    void afterTwoSecondsItIsUsedAndAskedForAgainMeanwhile() {
        assertThat(generation()).isEqualTo(1);
        fleet.serve(0, 1, 2);
        clock.step(Duration.ofSeconds(3));
        CountDownLatch latch = new CountDownLatch(1);
        placement.be(Mood.stalled(latch));
        assertThat(generation()).isEqualTo(1);
        latch.countDown();
        Eventually.is("it was asked for", () -> generation() == 2);
        assertThat(placement.calls()).isEqualTo(2);
    }

    @Test
    void afterThirtySecondsItIsAskedForFirst() {
        generation();
        fleet.serve(0, 1, 2);
        clock.step(Duration.ofSeconds(31));
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void whatHasNotChangedIsNotToldAgain() {
        carriers.serving(ids(0, 31));
        for (int round = 1; round <= 3; round++) {
            clock.step(Duration.ofSeconds(31));
            assertThat(carriers.serving(ids(0, 31))).hasSize(32);
            assertThat(placement.confirmed()).isEqualTo(round);
        }
        fleet.serve(0, 1, 2);
        clock.step(Duration.ofSeconds(31));
        assertThat(generation()).isEqualTo(2);
        assertThat(placement.confirmed()).isEqualTo(3);
    }

    @Test
    void whatIsInDoubtAndHasNotChangedIsUsedAgain() {
        generation();
        clock.step(Duration.ofSeconds(1));
        carriers.doubt(List.of(ZERO));
        assertThat(generation()).isEqualTo(1);
        assertThat(placement.confirmed()).isEqualTo(1);
        assertThat(generation()).isEqualTo(1);
        assertThat(placement.calls()).isEqualTo(2);
    }

    @Test
    void whatWasForgottenIsToldAgainInFull() {
        generation();
        carriers.forget(List.of(ZERO));
        assertThat(generation()).isEqualTo(1);
        assertThat(placement.calls()).isEqualTo(2);
        assertThat(placement.confirmed()).isZero();
    }

    @Test
    void octetsThatWereToldApartAreToldTogetherInFull() {
        carriers.serving(ids(0, 7));
        fleet.serve(20, 1, 2);
        carriers.serving(ids(16, 23));
        clock.step(Duration.ofSeconds(31));
        assertThat(carriers.serving(ids(0, 31))).hasSize(32);
        assertThat(placement.confirmed()).isZero();
    }

    @Test
    void whatWasForgottenIsAskedForFirst() {
        generation();
        fleet.serve(0, 1, 2);
        carriers.forget(List.of(ZERO));
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void whatIsInDoubtIsAskedForUnlessItJustWas() {
        generation();
        fleet.serve(0, 1, 2);
        carriers.doubt(List.of(ZERO));
        assertThat(generation()).isEqualTo(1);
        clock.step(Duration.ofMillis(600));
        carriers.doubt(List.of(ZERO));
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void whilePlacementIsAwayWhatIsKnownGoesOnBeingUsed() {
        generation();
        placement.be(Mood.failing(FaultCode.PLACEMENT_AWAY));
        clock.step(Duration.ofDays(30));
        assertThat(generation()).isEqualTo(1);
        carriers.forget(List.of(ZERO));
        assertThat(generation()).isEqualTo(1);
        assertThat(meters.get("stowage.carriers.used.old").counter().count()).isEqualTo(2);
    }

    @Test
    void aPlacementThatIsAwayIsAskedOnceASecond() {
        generation();
        placement.be(Mood.failing(FaultCode.PLACEMENT_AWAY));
        clock.step(Duration.ofMinutes(1));
        for (int i = 0; i < 100; i++) {
            generation();
        }
        assertThat(placement.calls()).isEqualTo(2);
        clock.step(Duration.ofSeconds(2));
        generation();
        assertThat(placement.calls()).isEqualTo(3);
        placement.be(Mood.HEALTHY);
        fleet.serve(0, 1, 2);
        clock.step(Duration.ofSeconds(2));
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void whatIsNotKnownCannotBeToldWithoutPlacement() {
        generation();
        placement.be(Mood.failing(FaultCode.INTERNAL));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> carriers.serving(ids(0, 8)))
                    .isInstanceOfSatisfying(
                            Fault.class,
                            fault -> assertThat(fault.code()).isEqualTo(FaultCode.PLACEMENT_AWAY));
        }
    }

    @Test
    void noMoreIsKnownThanTheWidestGroupHas() {
        carriers.serving(ids(0, 140_000));
        assertThat(placement.calls()).as("131,072 carriers a call").isEqualTo(2);
        assertThat(meters.get("stowage.carriers.octets").gauge().value()).isEqualTo(16_384);
    }
}
