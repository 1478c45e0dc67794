package dev.stowage.supplier.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FairLimitTest {

    private static final AccountNumber ANNA = new AccountNumber(1);
    private static final AccountNumber BERT = new AccountNumber(2);

    @Test
    void withoutALimitNobodyWaits() {
        FairLimit limit = new FairLimit(Bandwidth.UNLIMITED);

        for (int i = 0; i < 1000; i++) {
            limit.await(ANNA, Long.MAX_VALUE / 2);
        }

        assertThat(limit.waiting()).isZero();
    }

    @Test
    void allThatWaitPass() throws InterruptedException {
        FairLimit limit = new FairLimit(new Bandwidth(100_000_000, 50_000_000));
        AtomicLong passed = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            AccountNumber account = new AccountNumber(i % 5);
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        limit.await(account, 100_000);
                                        passed.addAndGet(100_000);
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(passed).hasValue(20_000_000);
        assertThat(limit.waiting()).isZero();
    }

    @Test
    void whoseTurnWouldComeTooLateHearsItAtOnceAndOthersAreNotHeldUp() {
        FairLimit limit = new FairLimit(new Bandwidth(0, 1));
        limit.await(ANNA, 3600);

        assertThatThrownBy(() -> limit.await(ANNA, 1))
                .isInstanceOfSatisfying(
                        Fault.class, busy -> assertThat(busy.code()).isEqualTo(FaultCode.BUSY))
                .hasMessageContaining("account 1")
                .hasMessageContaining("20 s");
        limit.await(BERT, 3600);
        assertThat(limit.waiting()).isZero();
    }
}
