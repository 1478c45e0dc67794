package dev.stowage.placement.account;

import static dev.stowage.placement.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.placement.TestClock;
import dev.stowage.placement.TestDatabase;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.BlockRangeGrant;
import dev.stowage.protocol.placement.Residency;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockNumbersTest {

    private static final int MORE_THAN_A_STRETCH = 5000;
    private static final long MOST_GRANTED_AT_ONCE = 1 << 20;

    @TempDir Path directory;

    private final TestClock clock = new TestClock();
    private TestDatabase database;
    private AccountRepository accounts;
    private AccountNumber account;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.open(directory.resolve("facts"));
        accounts = database.repository(AccountRepository.class);
        CarrierGroup group = new CarrierGroup(new CarrierId(0), ReliabilityLevel.ZERO);
        AccountRow row =
                new AccountRow(
                        SigningKey.ofSeed(new byte[32]).verifyingKey(),
                        new WholeGroup(Code.RS, group),
                        1,
                        Residency.ANYWHERE,
                        null,
                        clock.instant());
        account = database.writing().execute(_ -> accounts.save(row).toAccount()).number();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void numbersAscendFromGrantToGrant() {
        BlockNumbers numbers = start();
        BlockNumber end = BlockNumber.FIRST;
        for (int count : new int[] {1, 7, 4000, MORE_THAN_A_STRETCH, 1, 4096, 2}) {
            BlockRangeGrant grant = numbers.grant(account, count);
            assertThat(grant.first()).isGreaterThanOrEqualTo(end);
            end = grant.first().plus(count);
        }
    }

    @Test
    void aDatabaseFromAnOlderCopyGivesNoNumberAgain() {
        BlockNumber end = BlockNumber.FIRST;
        for (int copy = 0; copy < 5; copy++) {
            BlockNumbers numbers = start();
            end = requireAbove(end, numbers.grant(account, MORE_THAN_A_STRETCH));
            end = requireAbove(end, numbers.grant(account, 1));
            forgetWhatWasGivenOut();
            clock.advance(Duration.ofMillis(1));
        }
    }

    @Test
    void aStandbyThatLagsBehindGivesNoNumberAgain() {
        BlockNumbers numbers = start();
        BlockNumber end = numbers.grant(account, 10).first().plus(10);
        for (int i = 0; i < 3; i++) {
            forgetWhatWasGivenOut();
            end = requireAbove(end, numbers.grant(account, MORE_THAN_A_STRETCH));
        }
    }

    @Test
    void whatAHeadShowsIsPassedOverThoughTheClockWentBack() {
        BlockNumbers before = start();
        BlockNumber shown = before.grant(account, 10).first().plus(10);
        forgetWhatWasGivenOut();
        clock.advance(Duration.ofDays(-1));
        BlockNumbers numbers = start();
        numbers.grant(account, 1);
        numbers.passOver(account, shown);
        requireAbove(shown.plus(MOST_GRANTED_AT_ONCE), numbers.grant(account, 1));
        requireAbove(shown.plus(MOST_GRANTED_AT_ONCE), start().grant(account, 1));
    }

    @Test
    void numbersThatTheClockHasPassedNeedNotBePassedOver() {
        BlockNumbers before = start();
        BlockNumber shown = before.grant(account, 10).first().plus(10);
        clock.advance(Duration.ofMillis(1));
        BlockNumbers numbers = start();
        BlockNumber next = numbers.grant(account, 1).first().plus(1);
        numbers.passOver(account, shown);
        assertThat(numbers.grant(account, 1).first()).isEqualTo(next);
    }

    @Test
    void whoIsNotKnownIsGivenNone() {
        AccountNumber nobody = new AccountNumber(account.value() + 1);
        assertFault(FaultCode.UNKNOWN_ACCOUNT, () -> start().grant(nobody, 1));
    }

    private BlockNumbers start() {
        return new BlockNumbers(accounts, database.writing(), clock);
    }

    private void forgetWhatWasGivenOut() {
        database.writing().executeWithoutResult(_ -> accounts.leap(account.value(), 0));
    }

    private static BlockNumber requireAbove(BlockNumber end, BlockRangeGrant grant) {
        assertThat(grant.first()).isGreaterThanOrEqualTo(end);
        return grant.first().plus(grant.count());
    }
}
