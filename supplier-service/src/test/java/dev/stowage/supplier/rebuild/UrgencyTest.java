package dev.stowage.supplier.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.supplier.rebuild.Stocktaking.Sought;
import dev.stowage.supplier.trial.SampleAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UrgencyTest {

    private static final SampleAccount ACCOUNT = new SampleAccount(7);
    private static final Layout LAYOUT = SampleAccount.LAYOUT;
    private static final SupplierId SUPPLIER = new SupplierId(new UUID(1, 1));

    private final LayoutStock stock =
            new LayoutStock(LAYOUT, CarrierSet.of(List.of(new CarrierId(0))));

    private static BlockSet blocks(long... numbers) {
        return BlockSet.of(LongStream.of(numbers).mapToObj(BlockNumber::new).toList());
    }

    private void hold(int carrier, long... numbers) {
        VerifyingKey key = ACCOUNT.key().verifyingKey();
        stock.hold(
                new ServedCarrier(
                        new CarrierId(carrier),
                        1,
                        SUPPLIER,
                        key,
                        "http://supplier.test:1",
                        null,
                        new UUID(2, 2),
                        Instant.EPOCH,
                        true,
                        true),
                blocks(numbers));
    }

    private List<Long> order(BlockSet alive) throws InterruptedException {
        RebuildOrder order =
                new RebuildOrder(
                        new UUID(3, 3),
                        ACCOUNT.number(),
                        ACCOUNT.key().verifyingKey(),
                        LAYOUT.group(),
                        CarrierSet.of(List.of(new CarrierId(0))),
                        new BlockNumber(0),
                        new BlockNumber(100),
                        SUPPLIER,
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(60));
        BlockSet missing = stock.missingOf(alive.or(stock.all()));
        List<Long> given = new ArrayList<>();
        new Urgency(order, List.of(new Sought(stock, missing, alive)))
                .giveOut(
                        2,
                        some -> {
                            assertThat(some).hasSizeLessThanOrEqualTo(2);
                            some.forEach(each -> given.add(each.address().block().bits()));
                        });
        return given;
    }

    @Test
    void theMostEndangeredBlocksComeFirstAndOfTheseTheNewest() throws Exception {
        hold(0, 9);
        hold(1, 1, 2, 3, 4, 5, 9);
        hold(2, 1, 2, 3, 4, 5, 9);
        hold(3, 2, 4, 9);

        assertThat(order(blocks(1, 2, 3, 4, 5, 9))).containsExactly(5L, 3L, 1L, 4L, 2L);
    }

    @Test
    void whatNoLiveSetNamesIsLeftOutIfTooLittleIsThere() throws Exception {
        hold(0);
        hold(1, 1, 2, 3);
        hold(2, 2);
        hold(3);

        assertThat(order(blocks(1))).containsExactly(1L, 2L);
    }
}
