package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.token.AccountToken.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The compare-and-set of heads, over HTTP.
@ExtendWith(HouseExtension.class)
class HeadSwapTest {

    private final House house;

    HeadSwapTest(House house) {
        this.house = house;
    }

    @Test
    void aHeadFollowsAHead() {
        TestAccount account = TestAccount.reserve(house);
        Faults.assertFault(
                FaultCode.UNKNOWN_ACCOUNT,
                () -> house.api().head(house.customer(), account.number(), null));
        HeadAnswer first = swap(account, account.swap(1, 10));
        HeadAnswer second = swap(account, account.swap(2, 20));
        assertThat(List.of(first.version(), second.version())).containsExactly(1L, 2L);
        HeadAnswer current = house.api().head(house.customer(), account.number(), 1L);
        assertThat(current).isEqualTo(second);
        assertThat(house.api().head(house.customer(), account.number(), 2L).countersigned())
                .isNull();
        CountersignedHead head = CountersignedHead.ofBytes(current.countersigned().toArray());
        assertThat(
                        head.provenBy(
                                account.key().verifyingKey(),
                                house.joinedCustomer().placementKey()))
                .isTrue();
    }

    @Test
    void aHeadThatDoesNotFollowIsAConflict() {
        TestAccount account = TestAccount.reserve(house);
        Faults.assertFault(FaultCode.HEAD_CONFLICT, () -> swap(account, account.swap(2, 1)));
        swap(account, account.swap(1, 10));
        Fault fault =
                Faults.assertFault(
                        FaultCode.HEAD_CONFLICT, () -> swap(account, account.swap(1, 11)));
        assertThat(fault.facts()).containsEntry("offered", 1).containsEntry("current", 1);
    }

    @Test
    void theSameHeadAgainIsAnsweredAgain() {
        TestAccount account = TestAccount.reserve(house);
        HeadSwap swap = account.swap(1, 10);
        assertThat(swap(account, swap)).isEqualTo(swap(account, swap));
    }

    @Test
    void aHeadOfAnotherIsRefused() {
        TestAccount account = TestAccount.reserve(house);
        TestAccount other = TestAccount.reserve(house);
        Faults.assertFault(FaultCode.INVALID_REQUEST, () -> swap(account, other.swap(1, 1)));
        SignedHead forged =
                SignedHead.sign(account.head(1, 1, account.reservation().layout()), other.key());
        Faults.assertFault(
                FaultCode.FOREIGN_SIGNATURE,
                () ->
                        swap(
                                account,
                                new HeadSwap(ByteString.of(forged.toBytes()), null, List.of())));
        Faults.assertFault(
                FaultCode.MALFORMED,
                () -> swap(account, new HeadSwap(ByteString.of(new byte[200]), null, List.of())));
    }

    @Test
    void aPredecessorThatWasNeverCountersignedIsRefused() {
        TestAccount account = TestAccount.reserve(house);
        ByteString next = ByteString.of(account.head(2, 20).toBytes());
        CountersignedHead forged =
                CountersignedHead.countersign(account.head(1, 10), account.key());
        Faults.assertFault(
                FaultCode.FOREIGN_SIGNATURE,
                () ->
                        swap(
                                account,
                                new HeadSwap(next, ByteString.of(forged.toBytes()), List.of())));
    }

    @Test
    void numbersThatNobodyWasGivenAreRefused() {
        TestAccount account = TestAccount.reserve(house);
        BlockNumber last = BlockNumber.valueOf("18446744073709551615");
        List<BlockRange> open = List.of(new BlockRange(last, 1));
        for (HeadSwap swap :
                List.of(
                        account.swap(1, last, List.of(), null),
                        account.swap(1, BlockNumber.FIRST, open, null))) {
            Faults.assertFault(FaultCode.INVALID_REQUEST, () -> swap(account, swap));
        }
    }

    @Test
    void carriersThatChangedHandsAreNamed() {
        TestAccount account = TestAccount.reserve(house);
        ByteString head = ByteString.of(account.head(1, 1).toBytes());
        Layout layout = account.reservation().layout();
        CarrierId moved = layout.carrier(3, BlockNumber.FIRST);
        List<CarrierGeneration> known =
                List.of(
                        new CarrierGeneration(layout.carrier(0, BlockNumber.FIRST), 1),
                        new CarrierGeneration(moved, 7));
        Fault fault =
                Faults.assertFault(
                        FaultCode.GENERATION_CHANGED,
                        () -> swap(account, new HeadSwap(head, null, known)));
        assertThat(fault.facts())
                .containsEntry("changed", List.of("1:" + CarrierSet.of(List.of(moved))));
        swap(account, new HeadSwap(head, null, known.subList(0, 1)));
    }

    @Test
    void ofManyHeadsExactlyOneWins() throws Exception {
        TestAccount account = TestAccount.reserve(house);
        for (long version = 1; version <= 3; version++) {
            long offered = version;
            List<Boolean> won =
                    Together.allAtOnce(16, i -> wins(account, account.swap(offered, 100 + i)));
            assertThat(won).filteredOn(Boolean::booleanValue).hasSize(1);
        }
    }

    private boolean wins(TestAccount account, HeadSwap swap) {
        try {
            swap(account, swap);
            return true;
        } catch (Fault fault) {
            assertThat(fault.code()).isEqualTo(FaultCode.HEAD_CONFLICT);
            return false;
        }
    }

    private HeadAnswer swap(TestAccount account, HeadSwap swap) {
        return house.api().swapHead(account.token(Scope.COMMIT), account.number(), swap);
    }
}
