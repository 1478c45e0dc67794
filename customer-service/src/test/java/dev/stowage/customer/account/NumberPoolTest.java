package dev.stowage.customer.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.customer.town.TurnedClock;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.head.OpenRanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumberPoolTest {

    private final TurnedClock clock = new TurnedClock();
    private long given = 100;

    private NumberPool pool() {
        return new NumberPool(this::grant, Duration.ofDays(7), clock);
    }

    private BlockRange grant(int count) {
        BlockRange range = new BlockRange(new BlockNumber(given), count);
        given += count;
        return range;
    }

    private static BlockRange range(long first, int count) {
        return new BlockRange(new BlockNumber(first), count);
    }

    @Test
    void aRangeIsOpenedByTheHeadThatNamesItsFirstBlocksAndBecomesShorter() {
        NumberPool pool = pool();
        BlockNumber first = pool.takeConsecutive(2);
        List<BlockRange> open = pool.openRanges(List.of());

        assertThat(first).isEqualTo(new BlockNumber(100));
        assertThat(open).containsExactly(range(100, 1024));

        pool.settle(open);
        pool.decide(first);
        assertThat(pool.openRanges(open)).containsExactly(range(101, 1023));
        pool.decide(first.plus(1));
        assertThat(pool.openRanges(open)).containsExactly(range(102, 1022));
    }

    @Test
    void aNumberThatIsNotDecidedKeepsTheOnesBehindItOpen() {
        NumberPool pool = pool();
        BlockNumber first = pool.takeConsecutive(3);
        pool.decide(first.plus(1));
        pool.decide(first.plus(2));

        assertThat(pool.openRanges(List.of())).containsExactly(range(100, 1024));
        pool.decide(first);
        assertThat(pool.openRanges(List.of())).containsExactly(range(103, 1021));
    }

    @Test
    void aBlockThatIsNamedLaterHasANumberOfARangeThatAHeadShows() {
        NumberPool pool = pool();
        pool.takeConsecutive(1);
        assertThat(pool.takeOpen(1)).isEmpty();

        List<BlockRange> open = pool.openAnother(List.of(), 1);
        assertThat(pool.takeOpen(1)).isEmpty();
        pool.settle(open);

        assertThat(pool.takeOpen(1)).contains(new BlockNumber(101));
    }

    @Test
    void blocksThatAreNamedLaterHaveConsecutiveNumbersOfOneOpenRange() {
        NumberPool pool = pool();
        List<BlockRange> open = pool.openAnother(List.of(), 1);
        pool.settle(open);
        pool.takeOpen(1000);
        assertThat(pool.hasOpen(25)).isFalse();
        assertThat(pool.takeOpen(25)).isEmpty();

        List<BlockRange> more = pool.openAnother(open, 25);
        pool.settle(more);

        assertThat(more).containsExactly(range(100, 1024), range(1124, 1024));
        assertThat(pool.takeOpen(25)).contains(new BlockNumber(1124));
        assertThat(pool.takeOpen(24)).as("what is left").contains(new BlockNumber(1100));
    }

    @Test
    void aRangeIsLostWhenAnotherServiceHasOpenedAHigherOneBefore() {
        NumberPool early = pool();
        NumberPool late = pool();
        BlockNumber number = early.takeConsecutive(1);
        late.takeConsecutive(1);
        List<BlockRange> ofLate = late.openRanges(List.of());

        assertThat(early.openRanges(ofLate)).isEqualTo(ofLate);
        assertThat(early.holds(number)).isFalse();
        assertThat(early.takeConsecutive(1)).isEqualTo(new BlockNumber(100 + 2 * 1024));
    }

    @Test
    void aRangeThatAHeadHasClosedIsLostThoughNoHigherOneIsOpen() {
        NumberPool pool = pool();
        BlockNumber number = pool.takeConsecutive(1);
        pool.settle(pool.openRanges(List.of()));
        assertThat(pool.holds(number)).isTrue();

        pool.settle(List.of());

        assertThat(pool.holds(number)).isFalse();
    }

    @Test
    void theHorizonNeverFalls() {
        NumberPool pool = pool();
        BlockNumber first = pool.takeConsecutive(1024);
        List<BlockRange> open = pool.openRanges(List.of());
        pool.settle(open);
        LongStream.range(0, 1024).forEach(index -> pool.decide(first.plus(index)));

        assertThat(pool.openRanges(open)).containsExactly(range(1123, 1));
    }

    @Test
    void rangesOfServicesThatDiedAreClosedAndThoseOfOthersStay() {
        NumberPool pool = pool();
        List<BlockRange> open = List.of(range(1, 10), range(20, 10), range(50, 10));
        assertThat(pool.openRanges(open)).isEqualTo(open);
        clock.turn(Duration.ofDays(6));
        List<BlockRange> moved = List.of(range(1, 10), range(25, 5), range(50, 10));
        assertThat(pool.openRanges(moved)).isEqualTo(moved);

        clock.turn(Duration.ofDays(2));

        assertThat(pool.openRanges(moved)).containsExactly(range(25, 5), range(59, 1));
    }

    @Test
    void headsShowABoundedNumberOfRanges() {
        List<BlockRange> many = new ArrayList<>();
        for (int number = 0; number < 1000; number++) {
            many.add(range(1_000_000 + 10L * number, 5));
        }
        given = 2_000_000;
        NumberPool pool = pool();
        pool.takeConsecutive(1);

        assertThat(pool.openRanges(many)).hasSize(512).contains(range(2_000_000, 1024));
    }

    @Test
    void aFileOfAMillionBlocksOpensFewRanges() {
        NumberPool pool = pool();
        List<BlockRange> open = List.of();
        for (int block = 0; block < 1 << 20; block++) {
            if (pool.takeOpen(1).isEmpty()) {
                open = pool.openAnother(open, 1);
                pool.settle(open);
                assertThat(pool.takeOpen(1)).isPresent();
            }
        }

        assertThat(open.size()).isLessThan(16);
    }

    @Test
    void aRangeOfWhichAnotherServiceLeftOnlyTheEndIsLost() {
        NumberPool pool = pool();
        BlockNumber number = pool.takeConsecutive(1);
        pool.settle(pool.openRanges(List.of()));

        pool.settle(List.of(range(1123, 1)));

        assertThat(pool.holds(number)).isFalse();
        assertThat(pool.openRanges(List.of(range(1123, 1)))).containsExactly(range(1123, 1));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    /// Services commit to one account in any order, die, lose races and upload for long; what one
    /// head calls dead, no later head names.
    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsDeadOnceIsNeverNamed(long seed) {
        Random random = new Random(seed);
        Account account = new Account();
        List<Service> services = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            if (services.size() < 4) {
                services.add(new Service(account, random));
            }
            Service service = services.get(random.nextInt(services.size()));
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> service.upload();
                case 4 -> service.look();
                case 5 -> clock.turn(Duration.ofHours(random.nextInt(100)));
                case 6 -> services.removeIf(each -> each == service && random.nextInt(4) == 0);
                default -> service.commit();
            }
        }
        assertThat(account.named).hasSizeGreaterThan(100);
    }

    /// What all services agree on.
    private static final class Account {
        private List<BlockRange> open = List.of();
        private int version;
        private final Set<BlockNumber> named = new HashSet<>();
        private final List<Dead> dead = new ArrayList<>();

        /// Below the horizon of a head and not open: dead unless it was named by then.
        private record Dead(BlockNumber horizon, OpenRanges open) {

            boolean contains(BlockNumber number) {
                return number.compareTo(horizon) < 0 && !open.contains(number);
            }
        }

        boolean swap(int base, List<BlockRange> next, List<BlockNumber> blocks) {
            if (base != version) {
                return false;
            }
            assertThat(new OpenRanges(next).mayFollow(new OpenRanges(open)))
                    .as("%s follows %s", next, open)
                    .isTrue();
            assertThat(Collections.disjoint(named, blocks)).isTrue();
            for (BlockNumber block : blocks) {
                assertThat(dead.stream().anyMatch(each -> each.contains(block)))
                        .as("block %s was dead", block)
                        .isFalse();
            }
            version++;
            open = next;
            named.addAll(blocks);
            Optional<BlockRange> top = new OpenRanges(next).highest();
            dead.add(
                    new Dead(
                            top.map(BlockRange::first).orElse(BlockNumber.FIRST),
                            new OpenRanges(next)));
            return true;
        }
    }

    /// A customer-service that may know an older head.
    private final class Service {
        private final Account account;
        private final Random random;
        private final NumberPool pool = pool();
        private final List<BlockNumber> uploaded = new ArrayList<>();
        private List<BlockRange> open;
        private int version;

        Service(Account account, Random random) {
            this.account = account;
            this.random = random;
            look();
        }

        void look() {
            open = account.open;
            version = account.version;
        }

        void upload() {
            for (int left = random.nextInt(700); left > 0; left--) {
                Optional<BlockNumber> number = pool.takeOpen(1);
                if (number.isEmpty()) {
                    swap(pool.openAnother(open, 1), List.of());
                    return;
                }
                uploaded.add(number.get());
            }
        }

        void commit() {
            pool.settle(open);
            BlockNumber link = pool.takeConsecutive(1 + random.nextInt(3));
            List<BlockNumber> blocks = new ArrayList<>(List.of(link));
            boolean finished = random.nextBoolean();
            if (finished) {
                uploaded.stream().filter(pool::holds).limit(40).forEach(blocks::add);
                uploaded.reversed().stream()
                        .filter(pool::holds)
                        .limit(40)
                        .filter(each -> !blocks.contains(each))
                        .forEach(blocks::add);
            }
            List<BlockRange> next = pool.openRanges(open);
            if (pool.holds(link)) {
                swap(next, blocks);
            }
            pool.decide(link);
            if (finished) {
                uploaded.forEach(pool::decide);
                uploaded.clear();
            }
        }

        private void swap(List<BlockRange> next, List<BlockNumber> blocks) {
            if (account.swap(version, next, blocks)) {
                pool.settle(next);
            }
            look();
        }
    }
}
