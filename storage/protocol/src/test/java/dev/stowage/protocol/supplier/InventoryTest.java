package dev.stowage.protocol.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.live.BlockSet;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.supplier.InventoryAnswer.Held;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InventoryTest {

    private static final CarrierGroup GROUP = CarrierGroup.valueOf("8/0");
    private static final WholeGroup LAYOUT = new WholeGroup(Code.RS, GROUP);

    private static CarrierSet carriers(long first, long last) {
        return CarrierSet.of(LongStream.rangeClosed(first, last).mapToObj(CarrierId::new).toList());
    }

    private static InventoryAnswer answer(CarrierSet... carriers) {
        return new InventoryAnswer(
                GROUP, Stream.of(carriers).map(each -> new Held(each, BlockSet.EMPTY)).toList());
    }

    @Test
    void isAskedOfCarriersOfTheLayoutAndOneAtLeast() {
        assertThat(new InventoryRequest(LAYOUT, carriers(8, 15)).carriers().size()).isEqualTo(8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InventoryRequest(LAYOUT, carriers(8, 16)))
                .withMessageContaining("carrier 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InventoryRequest(LAYOUT, CarrierSet.of(List.of())))
                .withMessageContaining("one carrier or more");
    }

    @Test
    void namesNoMoreCarriersThanAGroupHas() {
        assertThat(answer(carriers(8, 11), carriers(12, 14)).held()).hasSize(2);
        assertThat(answer(carriers(8, 11), carriers(12, 15)).held()).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> answer(carriers(8, 11), carriers(11, 15)))
                .withMessageContaining("has 8 carriers, an inventory names 9");
    }
}
