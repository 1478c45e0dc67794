package dev.stowage.supplier.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.supplier.bandwidth.FairQueue.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// On a clock that the tests turn.
class FairQueueTest {

    private static final long SECOND = 1_000_000_000;
    private static final AccountNumber ANNA = new AccountNumber(1);
    private static final AccountNumber BERT = new AccountNumber(2);
    private static final AccountNumber CARL = new AccountNumber(3);

    @Test
    void noMoreBytesPassInASecondThanMay() {
        Run run = new Run(new Bandwidth(1_000_000, 0));
        for (int i = 0; i < 500; i++) {
            run.enter(ANNA, 10_000);
        }

        run.until(4 * SECOND);

        // a tenth of a second's worth was saved at rest
        assertThat(run.passed(ANNA)).isBetween(4_000_000L, 4_110_000L);
    }

    @Test
    void whoWaitsWithAThousandRequestsGetsNoMoreThanWhoWaitsWithTwo() {
        Run run = new Run(new Bandwidth(1_000_000, 0));
        for (int i = 0; i < 1000; i++) {
            run.enter(ANNA, 10_000);
        }
        run.refill(BERT, 2, 10_000);

        run.until(3 * SECOND);

        assertThat((double) run.passed(BERT)).isCloseTo(run.passed(ANNA), within(50_000.0));
    }

    @Test
    void largeRequestsGetNoMoreThanSmallOnes() {
        Run run = new Run(new Bandwidth(1_000_000, 0));
        run.refill(ANNA, 3, 100_000);
        run.refill(BERT, 3, 1_000);

        run.until(10 * SECOND);

        assertThat((double) run.passed(BERT)).isCloseTo(run.passed(ANNA), within(200_000.0));
    }

    @Test
    void whoComesLateGetsHisShareFromThenOnAndNothingForBefore() {
        Run run = new Run(new Bandwidth(1_000_000, 0));
        run.refill(ANNA, 4, 10_000);
        run.until(5 * SECOND);
        long before = run.passed(ANNA);

        run.refill(BERT, 4, 10_000);
        run.until(7 * SECOND);

        assertThat((double) run.passed(BERT))
                .isCloseTo(run.passed(ANNA) - before, within(50_000.0));
    }

    @Test
    void oneCustomerPassesNoMoreThanACustomerMayAndLeavesTheRestToOthers() {
        Run run = new Run(new Bandwidth(1_000_000, 100_000));
        run.refill(ANNA, 4, 10_000);
        run.refill(BERT, 4, 10_000);
        run.refill(CARL, 4, 10_000);

        run.until(5 * SECOND);

        for (AccountNumber customer : List.of(ANNA, BERT, CARL)) {
            assertThat(run.passed(customer)).isBetween(500_000L, 530_000L);
        }
    }

    @Test
    void whoLeavesIsNotWaitedFor() {
        FairQueue queue = new FairQueue(new Bandwidth(1_000, 0), 0);
        Turn first = queue.enter(ANNA, 1_000, 0);
        Turn second = queue.enter(ANNA, 1_000, 0);
        Turn third = queue.enter(BERT, 1_000, 0);
        queue.advance(0);
        assertThat(first.hasPassed()).isTrue();

        queue.leave(second);
        queue.leave(third);

        assertThat(queue.length()).isZero();
        assertThat(queue.advance(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatACustomerGaveUpIsNotHeldAgainstHim() {
        FairQueue queue = new FairQueue(new Bandwidth(1_000, 0), 0);
        queue.enter(ANNA, 1_000, 0);
        queue.advance(0);
        for (int i = 0; i < 100; i++) {
            queue.leave(queue.enter(BERT, 1_000, 0));
        }

        Turn anna = queue.enter(ANNA, 1_000, 0);
        Turn bert = queue.enter(BERT, 1_000, 0);
        queue.advance(2 * SECOND);

        assertThat(bert.hasPassed()).isTrue();
        assertThat(anna.hasPassed()).isFalse();
    }

    @Test
    void allThatEnterPassInWhateverOrderTheyCome() {
        Random random = new Random(1);
        FairQueue queue = new FairQueue(new Bandwidth(50_000_000, 10_000_000), 0);
        List<Turn> turns = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 5_000; i++) {
            AccountNumber account = new AccountNumber(1 + random.nextInt(3_000));
            turns.add(queue.enter(account, 1 + random.nextInt(100_000), now));
            now += random.nextInt(2_000_000);
            queue.advance(now);
        }
        for (long pause = queue.advance(now); pause != Long.MAX_VALUE; ) {
            now += Math.max(1, pause);
            pause = queue.advance(now);
        }

        assertThat(turns).allMatch(Turn::hasPassed);
    }

    @Test
    void aNegativeBandwidthIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Bandwidth(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bandwidth(0, -1));
    }

    /// Time that goes on from one turn to the next.
    private static final class Run {

        private final FairQueue queue;
        private final List<Refill> refills = new ArrayList<>();
        private final Map<Turn, Request> waiting = new HashMap<>();
        private final Map<AccountNumber, Long> passed = new HashMap<>();
        private long now;

        private record Request(AccountNumber account, long bytes) {}

        private record Refill(AccountNumber account, int requests, long bytes) {}

        Run(Bandwidth bandwidth) {
            this.queue = new FairQueue(bandwidth, 0);
        }

        void enter(AccountNumber account, long bytes) {
            waiting.put(queue.enter(account, bytes, now), new Request(account, bytes));
        }

        /// A customer who always has so many requests waiting.
        void refill(AccountNumber account, int requests, long bytes) {
            refills.add(new Refill(account, requests, bytes));
        }

        void until(long end) {
            while (now < end) {
                refills.forEach(this::fill);
                long pause = queue.advance(now);
                long before = waiting.size();
                waiting.entrySet()
                        .removeIf(
                                each -> {
                                    if (each.getKey().hasPassed()) {
                                        Request request = each.getValue();
                                        passed.merge(request.account, request.bytes, Long::sum);
                                    }
                                    return each.getKey().hasPassed();
                                });
                if (waiting.size() == before) {
                    now = pause > end - now ? end : now + pause;
                }
            }
        }

        private void fill(Refill refill) {
            long there =
                    waiting.values().stream()
                            .filter(each -> each.account.equals(refill.account))
                            .count();
            for (long more = there; more < refill.requests; more++) {
                enter(refill.account, refill.bytes);
            }
        }

        long passed(AccountNumber account) {
            return passed.getOrDefault(account, 0L);
        }
    }
}
