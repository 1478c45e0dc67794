package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.protocol.placement.BlockRangeGrant;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.ChooseAgainRequest;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A placement that is stopped and started on the same directory.
class RestartTest {

    private static final int SUPPLIERS = 8;
    private static final int CARRIERS_EACH = 2;

    @TempDir Path data;

    /// What a house says of itself.
    private record Facts(
            Object key, String operator, HeadAnswer head, List<List<AssignedCarrier>> assigned) {

        static Facts of(House house, List<FakeSupplier> suppliers, TestAccount account)
                throws Exception {
            return new Facts(
                    house.joinedCustomer().placementKey(),
                    house.operator(),
                    house.api().head(house.customer(), account.number(), null),
                    suppliers.stream().map(FakeSupplier::assigned).toList());
        }
    }

    @Test
    void aStartForgetsNothing() throws Exception {
        Facts before;
        List<ServedCarrier> carriers;
        List<FakeSupplier> suppliers;
        TestAccount account;
        TestAccount reserved;
        BlockRangeGrant granted;
        String customer;
        try (House house = House.open(data)) {
            suppliers = house.joinSuppliers(SUPPLIERS, CARRIERS_EACH);
            house.awaitCarriers(SUPPLIERS * CARRIERS_EACH);
            account = TestAccount.reserve(house);
            reserved = TestAccount.reserve(house);
            swap(house, account, 1);
            swap(house, account, 2);
            granted = grant(house, account);
            carriers = house.carriers(100);
            before = Facts.of(house, suppliers, account);
            customer = house.customer();
        }
        try (House house = House.open(data)) {
            assertThat(house.carriers(100))
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("lastSeen")
                    .isEqualTo(carriers);
            suppliers.forEach(supplier -> supplier.moveTo(house));
            assertThat(Facts.of(house, suppliers, account)).isEqualTo(before);
            assertThat(house.api().head(customer, account.number(), null)).isEqualTo(before.head());
            swap(house, account, 3);
            assertThat(grant(house, account).first())
                    .isGreaterThanOrEqualTo(granted.first().plus(granted.count()));
            assertThat(
                            house.api()
                                    .chooseAgain(
                                            reserved.token(Scope.REGISTER),
                                            reserved.number(),
                                            new ChooseAgainRequest(Set.of()))
                                    .account())
                    .isEqualTo(reserved.number());
            assertThat(TestAccount.reserve(house).number()).isGreaterThan(reserved.number());
        }
    }

    private static void swap(House house, TestAccount account, long version) {
        house.api()
                .swapHead(account.token(Scope.COMMIT), account.number(), account.swap(version, 10));
    }

    private static BlockRangeGrant grant(House house, TestAccount account) {
        return house.api()
                .grantBlockRange(
                        account.token(Scope.COMMIT), account.number(), new BlockRangeRequest(10));
    }
}
