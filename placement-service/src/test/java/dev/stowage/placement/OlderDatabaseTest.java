package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.BlockRange;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.BlockRangeGrant;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.token.AccountToken.Scope;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/// A placement whose directory was put back from an older copy.
class OlderDatabaseTest {

    private static final int SUPPLIERS = 8;

    /// More than placement takes from its database at once.
    private static final int MANY = 5000;

    @TempDir Path directory;

    @Test
    void newerHeadsAreTakenBackAndNoBlockNumberIsGivenAgain() throws Exception {
        Path data = directory.resolve("data");
        Path copy = directory.resolve("copy");
        TestAccount account;
        HeadAnswer first;
        try (House house = House.open(data)) {
            house.joinSuppliers(SUPPLIERS, 1);
            house.awaitCarriers(SUPPLIERS);
            account = TestAccount.reserve(house);
            BlockRangeGrant granted = grant(house, account, 1);
            first = swap(house, account, account.swap(1, granted.first(), List.of(), null));
        }
        FileSystemUtils.copyRecursively(data, copy);

        HeadAnswer lost;
        BlockNumber end;
        try (House house = House.open(data)) {
            BlockRangeGrant used = grant(house, account, MANY);
            BlockRangeGrant open = grant(house, account, MANY);
            HeadAnswer second =
                    swap(house, account, account.swap(2, used.first(), List.of(), first));
            lost =
                    swap(
                            house,
                            account,
                            account.swap(3, used.first(), List.of(range(open)), second));
            end = end(grant(house, account, MANY));
        }
        FileSystemUtils.deleteRecursively(data);
        FileSystemUtils.copyRecursively(copy, data);

        try (House house = House.open(data)) {
            assertThat(house.api().head(house.customer(), account.number(), null)).isEqualTo(first);
            BlockRangeGrant early = grant(house, account, 1);
            assertThat(early.first()).isGreaterThanOrEqualTo(end);

            HeadSwap next = account.swap(4, early.first(), List.of(range(early)), lost);
            HeadAnswer current = swap(house, account, next);
            assertThat(house.api().head(house.customer(), account.number(), null))
                    .isEqualTo(current);
            assertThat(takenBack(house)).isEqualTo(1);
            assertThat(swap(house, account, next)).isEqualTo(current);
            assertThat(takenBack(house)).isEqualTo(1);

            assertThat(grant(house, account, MANY).first()).isGreaterThanOrEqualTo(end(early));
            Faults.assertFault(
                    FaultCode.HEAD_CONFLICT,
                    () -> swap(house, account, account.swap(2, end, List.of(), first)));
        }
    }

    private static HeadAnswer swap(House house, TestAccount account, HeadSwap swap) {
        return house.api().swapHead(account.token(Scope.COMMIT), account.number(), swap);
    }

    private static BlockRangeGrant grant(House house, TestAccount account, int count) {
        return house.api()
                .grantBlockRange(
                        account.token(Scope.COMMIT),
                        account.number(),
                        new BlockRangeRequest(count));
    }

    private static BlockRange range(BlockRangeGrant grant) {
        return new BlockRange(grant.first(), grant.count());
    }

    private static BlockNumber end(BlockRangeGrant grant) {
        return grant.first().plus(grant.count());
    }

    private static double takenBack(House house) {
        return house.bean(MeterRegistry.class).counter("stowage.heads.taken.back").count();
    }
}
