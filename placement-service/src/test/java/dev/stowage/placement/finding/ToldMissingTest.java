package dev.stowage.placement.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.TestClock;
import dev.stowage.protocol.placement.MissingReport.MissingRecords;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ToldMissingTest {

    private static final SupplierId SUPPLIER = new SupplierId(new UUID(1, 1));
    private static final CarrierGroup GROUP = CarrierGroup.valueOf("0/0");
    private static final CarrierId CARRIER = new CarrierId(3);

    private final TestClock clock = new TestClock();
    private final ToldMissing told = new ToldMissing(clock);

    private void hear(long account, long first, long last) {
        told.hear(
                SUPPLIER,
                List.of(
                        new MissingRecords(
                                new AccountNumber(account),
                                GROUP,
                                CARRIER,
                                new BlockNumber(first),
                                new BlockNumber(last),
                                1)));
    }

    private boolean isTold(long account, long block) {
        return told.isTold(
                SUPPLIER,
                new Address(new AccountNumber(account), new BlockNumber(block), GROUP),
                CARRIER);
    }

    @Test
    void whatWasToldIsKnownForAnHourAndNothingBeside() {
        hear(7, 3, 5);
        assertThat(isTold(7, 2)).isFalse();
        assertThat(isTold(7, 3)).isTrue();
        assertThat(isTold(7, 5)).isTrue();
        assertThat(isTold(7, 6)).isFalse();
        assertThat(isTold(8, 4)).isFalse();
        clock.advance(ToldMissing.LIFE.minusMinutes(1));
        assertThat(isTold(7, 4)).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(isTold(7, 4)).isFalse();
    }

    @Test
    void theOldestLeave() {
        for (int account = 0; account <= ToldMissing.MOST; account++) {
            hear(account, 1, 1);
        }
        assertThat(isTold(0, 1)).isFalse();
        assertThat(isTold(1, 1)).isTrue();
        assertThat(isTold(ToldMissing.MOST, 1)).isTrue();
    }
}
