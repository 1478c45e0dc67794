package dev.stowage.supplier.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stowage.supplier.Eventually;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPoolTest {

    private static final int SHORTEST = 5 << 10;
    private static final int LONGEST = SHORTEST << 9;

    /// Ten lengths share it, so that two of the longest may be made.
    private static final long LIMIT = 2L * LONGEST * 10;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int THREADS = 16;
    private static final int LOANS = 2000;
    private static final int MOST_TAKEN = 6;

    private final MemoryPool pool = new MemoryPool(LIMIT);

    @ParameterizedTest
    @ValueSource(
            ints = {
                1,
                SHORTEST - 1,
                SHORTEST,
                SHORTEST + 1,
                2 * SHORTEST,
                2 * SHORTEST + 1,
                LONGEST - 1,
                LONGEST
            })
    void aBufferIsAsLongAsWasAskedFor(int bytes) {
        try (Loan loan = pool.lend()) {
            ByteBuffer buffer = loan.take(bytes);

            assertThat(buffer.isDirect()).isTrue();
            assertThat(buffer.position()).isZero();
            assertThat(buffer.remaining()).isEqualTo(bytes);
            assertThat(buffer.capacity()).isEqualTo(bytes);
            assertThat(pool.bytes()).isBetween((long) bytes, Math.max(2L * bytes, SHORTEST));
        }
    }

    @Test
    void whatIsLongerThanAnyBufferIsOfTheHeap() {
        try (Loan loan = pool.lend()) {
            assertThat(loan.take(LONGEST + 1).isDirect()).isFalse();
        }
        assertThat(pool.bytes()).isZero();
    }

    @Test
    void whatWasGivenBackIsLentAgain() {
        for (int loan = 0; loan < 100; loan++) {
            try (Loan each = pool.lend()) {
                assertThat(each.take(4096).isDirect()).isTrue();
                assertThat(each.take(4096).isDirect()).isTrue();
            }
        }
        assertThat(pool.bytes()).isEqualTo(2 * SHORTEST);
    }

    @Test
    void whoFindsNoneOfHisLengthTakesALongerOne() {
        int most = 2 * LONGEST / (LONGEST / 4);
        try (Loan loan = pool.lend()) {
            for (int taken = 0; taken < most; taken++) {
                loan.take(LONGEST / 4);
            }
            long before = pool.bytes();

            assertThat(loan.take(LONGEST / 4).isDirect()).isTrue();
            assertThat(pool.bytes() - before).isEqualTo(LONGEST / 2);
        }
    }

    @Test
    void whenAllIsLentThereIsTheHeap() {
        try (Loan loan = pool.lend()) {
            assertThat(Stream.generate(() -> loan.take(LONGEST)).limit(2))
                    .allMatch(ByteBuffer::isDirect);
            assertThat(loan.take(LONGEST).isDirect()).isFalse();
            assertThat(loan.take(LONGEST).remaining()).isEqualTo(LONGEST);
        }
        try (Loan loan = pool.lend()) {
            assertThat(loan.take(LONGEST).isDirect()).isTrue();
        }
        assertThat(pool.bytes()).isEqualTo(2L * LONGEST);
    }

    @Test
    void whereThereIsNoMemoryOffTheHeapThereIsTheHeap() {
        MemoryPool none =
                new MemoryPool(
                        LIMIT,
                        _ -> {
                            throw new OutOfMemoryError("none is left");
                        });
        try (Loan loan = none.lend()) {
            assertThat(loan.take(1000).isDirect()).isFalse();
            assertThat(loan.take(1000).remaining()).isEqualTo(1000);
        }
        assertThat(none.bytes()).isZero();
    }

    @Test
    void aLoanIsGivenBackOnce() {
        Loan loan = pool.lend();
        loan.take(4096);
        loan.close();

        assertThatIllegalStateException().isThrownBy(loan::close);
        try (Loan one = pool.lend();
                Loan other = pool.lend()) {
            ByteBuffer written = one.take(4096).putLong(0, 1);
            other.take(4096).putLong(0, 2);
            assertThat(written.getLong(0)).isEqualTo(1);
        }
    }

    @Test
    void nothingIsTakenOfALoanThatWasGivenBack() {
        Loan loan = pool.lend();
        loan.close();

        assertThatIllegalStateException().isThrownBy(() -> loan.take(4096));
    }

    @Test
    void whatALoanForgetsIsFoundByTheGarbageCollector() {
        forget();

        Eventually.holds(
                PATIENCE,
                () -> {
                    System.gc();
                    return pool.bytes() == 0;
                });
        try (Loan loan = pool.lend()) {
            assertThat(loan.take(LONGEST).isDirect()).isTrue();
        }
    }

    private void forget() {
        Loan loan = pool.lend();
        loan.take(LONGEST);
        loan.take(LONGEST);
        assertThat(pool.bytes()).isEqualTo(2L * LONGEST);
    }

    @Test
    void aViewKeepsAForgottenBuffer() {
        ByteBuffer view = pool.lend().take(4096).putLong(0, 17).slice(0, Long.BYTES);
        System.gc();

        assertThat(pool.bytes()).isEqualTo(SHORTEST);
        assertThat(view.getLong(0)).isEqualTo(17);
    }

    @Test
    void noBufferIsInTwoLoansAtOnceAndTheLimitHolds() throws Exception {
        MemoryPool small = new MemoryPool(LIMIT / 8);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                SplittableRandom random = new SplittableRandom(thread);
                all.add(threads.submit(() -> borrow(small, random)));
            }
            for (Future<Boolean> each : all) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(small.bytes()).isBetween(1L, LIMIT / 8);
    }

    /// Writes over all that it takes, and looks whether it stays so while others do the same.
    private static boolean borrow(MemoryPool pool, SplittableRandom random) {
        for (int each = 0; each < LOANS; each++) {
            long stamp = random.nextLong();
            List<ByteBuffer> taken = new ArrayList<>();
            try (Loan loan = pool.lend()) {
                for (int count = random.nextInt(1, MOST_TAKEN); count > 0; count--) {
                    ByteBuffer buffer = loan.take(SHORTEST << random.nextInt(5));
                    taken.add(buffer.putLong(0, stamp).putLong(buffer.limit() - 8, stamp));
                }
                Thread.yield();
                for (ByteBuffer buffer : taken) {
                    assertThat(buffer.getLong(0)).isEqualTo(stamp);
                    assertThat(buffer.getLong(buffer.limit() - 8)).isEqualTo(stamp);
                }
            }
            assertThat(pool.bytes()).isLessThanOrEqualTo(LIMIT / 8);
        }
        return true;
    }
}
