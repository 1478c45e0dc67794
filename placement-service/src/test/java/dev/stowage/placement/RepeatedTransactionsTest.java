package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/// Two writers that each wait for the other's row: the database rolls one of them back, and both
/// have written in the end.
@ExtendWith(HouseExtension.class)
class RepeatedTransactionsTest {

    private final TransactionOperations writing;
    private final JdbcTemplate rows;

    RepeatedTransactionsTest(House house) {
        this.writing = house.bean(TransactionOperations.class);
        this.rows = new JdbcTemplate(house.bean(DataSource.class));
    }

    @Test
    void aWriterThatLostItsRowsToAnotherTriesAgain() throws Exception {
        List.of("left", "right").forEach(this::addRow);
        CountDownLatch bothHaveOneRow = new CountDownLatch(2);
        AtomicInteger tries = new AtomicInteger();
        Together.allAtOnce(
                2,
                writer -> {
                    List<String> order =
                            writer == 0 ? List.of("left", "right") : List.of("right", "left");
                    writing.executeWithoutResult(
                            _ -> {
                                tries.incrementAndGet();
                                write(order.getFirst());
                                awaitOther(bothHaveOneRow);
                                write(order.getLast());
                            });
                    return writer;
                });
        assertThat(written("left")).isEqualTo(2);
        assertThat(written("right")).isEqualTo(2);
        assertThat(tries).as("one was rolled back").hasValue(3);
    }

    private void addRow(String name) {
        rows.update(
                "insert into operator_action (happened_at, action, detail) values (now(), ?, '')",
                name);
    }

    private void write(String name) {
        rows.update("update operator_action set detail = detail || '*' where action = ?", name);
    }

    private int written(String name) {
        String stars =
                rows.queryForObject(
                        "select detail from operator_action where action = ?", String.class, name);
        return stars == null ? 0 : stars.length();
    }

    private static void awaitOther(CountDownLatch latch) {
        latch.countDown();
        try {
            latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
