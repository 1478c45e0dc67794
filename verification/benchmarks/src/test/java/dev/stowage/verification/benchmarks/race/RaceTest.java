package dev.stowage.verification.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RaceTest {

    private static final Pace PACE =
            new Pace(1, Duration.ofNanos(1), Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final List<String> passes = new CopyOnWriteArrayList<>();

    @Test
    void contestantsRunInTurns() throws InterruptedException {
        Pace threeRounds = new Pace(3, PACE.round(), Duration.ZERO, Duration.ZERO, Duration.ZERO);
        try (Race race = new Race(threeRounds)) {
            List<Speeds> speeds = race.run(List.of(noting("a"), noting("b")));
            assertThat(speeds)
                    .hasSize(2)
                    .allSatisfy(
                            found ->
                                    assertThat(found.rounds())
                                            .hasSize(3)
                                            .allMatch(speed -> speed > 0));
        }
        assertThat(passes.subList(0, 6)).containsExactly("a", "b", "a", "b", "a", "b");
    }

    @Test
    void everyContestantIsWarmedUpBeforeTheFirstRound() throws InterruptedException {
        Duration least = Duration.ofMillis(1);
        Pace warm = new Pace(1, PACE.round(), least, Duration.ofMillis(30), least);
        try (Race race = new Race(warm)) {
            race.run(List.of(noting("a"), noting("b")));
        }
        int firstB = passes.indexOf("b");
        assertThat(firstB).isGreaterThan(1);
        assertThat(passes.subList(0, firstB)).containsOnly("a");
        assertThat(passes.subList(passes.size() - 2, passes.size())).containsExactly("a", "b");
    }

    @Test
    void aColdContestantEndsAfterItsTimeHoweverManyPassesItShouldMake()
            throws InterruptedException {
        Pace cold = new Pace(1, PACE.round(), Duration.ZERO, Duration.ZERO, Duration.ofMillis(20));
        try (Race race = new Race(cold)) {
            race.warmUpFromCold(noting("a"), Integer.MAX_VALUE);
        }
        assertThat(passes).containsOnly("a").hasSizeGreaterThan(1);
    }

    @Test
    void passesOfSeveralThreadsRunAtTheSameTime() throws InterruptedException {
        CyclicBarrier both = new CyclicBarrier(2);
        Runnable pass =
                () -> {
                    try {
                        both.await(1, TimeUnit.MINUTES);
                    } catch (Exception alone) {
                        throw new IllegalStateException(alone);
                    }
                };
        try (Race race = new Race(PACE)) {
            List<Speeds> speeds = race.run(List.of(new Contestant("both", 1, List.of(pass, pass))));
            assertThat(speeds.getFirst().median()).isPositive();
        }
    }

    @Test
    void aPassThatFailsEndsTheRace() {
        Runnable broken =
                () -> {
                    throw new IllegalArgumentException("broken");
                };
        try (Race race = new Race(PACE)) {
            Contestant contestant = new Contestant("it", 1, List.of(broken, broken));
            assertThatIllegalStateException()
                    .isThrownBy(() -> race.run(List.of(contestant)))
                    .withMessage("it failed");
        }
    }

    private Contestant noting(String name) {
        return new Contestant(name, 1, List.of(() -> passes.add(name)));
    }
}
