package dev.stowage.placement.account;

import static dev.stowage.placement.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Code;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ReserveRequest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WishTest {

    private static final VerifyingKey KEY = SigningKey.ofSeed(new byte[32]).verifyingKey();
    private static final Map<Integer, Integer> SMALLEST_LEVELS =
            Map.of(2, 0, 4, 0, 7, 0, 13, 1, 18, 1, 26, 1, 64, 2);

    @Test
    void whoWishesNothingGetsFourSuppliers() {
        assertThat(wish(null, null)).isEqualTo(new Wish.OfSuppliers(Code.RS, 4, level(0)));
    }

    @Test
    void everyNumberUpToAHundredIsACombinationOrRefused() {
        for (int number = -1; number <= 100; number++) {
            int suppliers = number;
            if (SMALLEST_LEVELS.containsKey(number)) {
                assertThat(wish(suppliers, null))
                        .isEqualTo(
                                new Wish.OfSuppliers(
                                        Code.RS, suppliers, level(SMALLEST_LEVELS.get(suppliers))));
            } else {
                assertFault(FaultCode.INVALID_SUPPLIERS, () -> wish(suppliers, null));
            }
        }
    }

    @Test
    void aLevelWithANumberIsALargerGroup() {
        assertThat(wish(4, 3)).isEqualTo(new Wish.OfSuppliers(Code.RS, 4, level(3)));
        assertFault(FaultCode.INVALID_REQUEST, () -> wish(13, 0));
        assertFault(FaultCode.INVALID_REQUEST, () -> wish(64, 1));
    }

    @Test
    void aLevelAloneIsAWholeGroup() {
        for (int level = 0; level <= ReliabilityLevel.MAX; level++) {
            assertThat(wish(null, level)).isEqualTo(new Wish.OfGroup(Code.RS, level(level)));
        }
        for (int level : Set.of(-1, 8)) {
            assertFault(FaultCode.INVALID_REQUEST, () -> wish(null, level));
        }
        assertFault(
                FaultCode.INVALID_REQUEST,
                () -> Wish.of(new ReserveRequest(KEY, null, 0, Code.XOR, 1)));
    }

    @Test
    void aLayoutFulfilsTheWishThatItWasMadeFor() {
        for (Wish wish : Set.of(wish(13, null), wish(4, 2), wish(null, 1))) {
            CarrierGroup group = new CarrierGroup(new CarrierId(24), wish.level());
            assertThat(Wish.of(wish.in(group, 0))).isEqualTo(wish);
        }
    }

    private static Wish wish(Integer suppliers, Integer level) {
        return Wish.of(new ReserveRequest(KEY, suppliers, level, Code.RS, 1));
    }

    private static ReliabilityLevel level(int value) {
        return new ReliabilityLevel(value);
    }
}
