package dev.stowage.protocol.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Code;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.LayoutWish.OfGroup;
import dev.stowage.protocol.placement.LayoutWish.OfSuppliers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutWishTest {

    private static final Map<Integer, Integer> SMALLEST_LEVELS =
            Map.of(2, 0, 4, 0, 7, 0, 13, 1, 18, 1, 26, 1, 64, 2);

    private static LayoutWish wish(Integer suppliers, Integer level) {
        return LayoutWish.of(suppliers, level, Code.RS);
    }

    private static ReliabilityLevel level(int value) {
        return new ReliabilityLevel(value);
    }

    private static void assertRefused(FaultCode code, String detail, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> {
                            assertThat(fault.code()).isEqualTo(code);
                            assertThat(fault.detail()).isEqualTo(detail);
                        });
    }

    @Test
    void whoWishesNothingGetsFourSuppliers() {
        assertThat(wish(null, null)).isEqualTo(new OfSuppliers(Code.RS, 4, level(0)));
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void everyNumberUpToAHundredIsACombinationOrRefused(Code code) {
        for (int number = -1; number <= 100; number++) {
            int suppliers = number;
            if (SMALLEST_LEVELS.containsKey(number)) {
                assertThat(LayoutWish.of(suppliers, null, code))
                        .isEqualTo(
                                new OfSuppliers(
                                        code, suppliers, level(SMALLEST_LEVELS.get(suppliers))));
            } else {
                assertRefused(
                        FaultCode.INVALID_SUPPLIERS,
                        "the number of suppliers is one of [2, 4, 7, 13, 18, 26, 64], got "
                                + suppliers,
                        () -> LayoutWish.of(suppliers, null, code));
            }
        }
    }

    @Test
    void aLevelWithANumberIsALargerGroup() {
        assertThat(wish(4, 3)).isEqualTo(new OfSuppliers(Code.RS, 4, level(3)));
        assertRefused(
                FaultCode.INVALID_LAYOUT,
                "26 suppliers need a group of level 1 or more, got level 0 with 8 carriers",
                () -> wish(26, 0));
        assertRefused(
                FaultCode.INVALID_LAYOUT,
                "64 suppliers need a group of level 2 or more, got level 1 with 32 carriers",
                () -> wish(64, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void aLevelAloneIsAWholeGroup(int level) {
        assertThat(wish(null, level)).isEqualTo(new OfGroup(level(level)));
        assertThat(wish(null, level).carriers()).isEqualTo(1 << (3 + 2 * level));
        assertRefused(
                FaultCode.INVALID_LAYOUT,
                "level %d alone is a whole group, coded with rs: xor needs a number of suppliers"
                        .formatted(level),
                () -> LayoutWish.of(null, level, Code.XOR));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 8, 100})
    void thereAreEightLevels(int level) {
        for (Integer suppliers : new Integer[] {null, 4, 64}) {
            assertRefused(
                    FaultCode.INVALID_LEVEL,
                    "the reliability level is 0 … 7, got " + level,
                    () -> wish(suppliers, level));
        }
    }

    @Test
    void thereAreTwoCodes() {
        assertThat(LayoutWish.code("rs")).isEqualTo(Code.RS);
        assertThat(LayoutWish.code("XOR")).isEqualTo(Code.XOR);
        assertRefused(
                FaultCode.INVALID_CODE,
                "the code is rs or xor, got raid",
                () -> LayoutWish.code("raid"));
    }

    @Test
    void aLayoutFulfilsTheWishThatItWasMadeFor() {
        for (LayoutWish wish :
                List.of(
                        wish(13, null),
                        wish(4, 2),
                        wish(null, 1),
                        new OfSuppliers(Code.XOR, 7, level(0)))) {
            CarrierGroup group = new CarrierGroup(new CarrierId(24), wish.level());
            assertThat(LayoutWish.of(wish.in(group, 0))).isEqualTo(wish);
        }
    }

    @Test
    void aRequestIsFulfilledByWhateverItDoesNotRuleOut() {
        CarrierGroup wide = new CarrierGroup(new CarrierId(24), level(2));
        var wideFour = wish(4, 2).in(wide, 9);

        assertThat(new LayoutRequest(4, null, Code.RS, Set.of()).isFulfilledBy(wideFour)).isTrue();
        assertThat(new LayoutRequest(4, 2, Code.RS, Set.of()).isFulfilledBy(wideFour)).isTrue();
        assertThat(new LayoutRequest(4, 1, Code.RS, Set.of()).isFulfilledBy(wideFour)).isFalse();
        assertThat(new LayoutRequest(4, null, Code.XOR, Set.of()).isFulfilledBy(wideFour))
                .isFalse();
        assertThat(new LayoutRequest(7, null, Code.RS, Set.of()).isFulfilledBy(wideFour)).isFalse();
        assertThat(new LayoutRequest(null, 2, Code.RS, Set.of()).isFulfilledBy(wideFour)).isFalse();
    }
}
