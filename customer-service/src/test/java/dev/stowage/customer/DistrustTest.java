package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.LyingPlacement;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TownSupplier;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Digest;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.BlockRangeGrant;
import dev.stowage.protocol.placement.HeadAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a customer-service makes of heads, account files and block numbers that cannot be.
class DistrustTest {

    private static final byte[] SMALL = "a few bytes".getBytes(StandardCharsets.UTF_8);

    @TempDir Path directory;
    private final LyingPlacement between = new LyingPlacement();
    private Town town;
    private Storehouse storehouse;
    private Registered registered;
    private OpenAccount account;

    @BeforeEach
    void moveIn() {
        town = new Town(4, directory);
        storehouse = town.storehouseBehind(between);
        registered = storehouse.register().register(Town.wish(4));
        account = Town.open(storehouse, registered);
        Town.put(storehouse, account, "kept", SMALL);
    }

    @AfterEach
    void moveOut() {
        town.close();
    }

    private static FaultCode code(Runnable call) {
        return catchThrowableOfType(Fault.class, call::run).code();
    }

    private double counted(String counter) {
        return town.meters(0).get(counter).counter().count();
    }

    private double countedByNewcomer(String counter) {
        return town.meters(1).get(counter).counter().count();
    }

    private OpenAccount openAsNewcomer() {
        return Town.open(town.storehouseBehind(between), registered);
    }

    private static HeadAnswer offer(CountersignedHead head) {
        return new HeadAnswer(head.head().version(), ByteString.of(head.toBytes()));
    }

    private CountersignedHead signed(AccountHead head) {
        return CountersignedHead.countersign(
                SignedHead.sign(head, account.keys().signingKey()), town.placementKey());
    }

    private CountersignedHead naming(BlockReference accountFile) {
        AccountHead head = account.known().head();
        return signed(head.next(accountFile, head.openRanges()));
    }

    private void assertReadsGoOnAndWritesAreRefused() {
        assertThat(Town.get(storehouse, account, "kept")).isEqualTo(SMALL);
        assertThat(code(() -> storehouse.commits().changeHead(account, head -> head)))
                .isEqualTo(FaultCode.HEAD_REFUSED);
    }

    private void assertAllIsWellAgain() {
        between.beHonest();
        Town.put(storehouse, account, "later", SMALL);
        Storehouse newcomer = town.storehouseBehind(between);
        assertThat(Town.get(newcomer, Town.open(newcomer, registered), "later")).isEqualTo(SMALL);
    }

    @Test
    void aTamperedHeadIsRefused() {
        byte[] bytes = account.known().countersigned().toBytes();
        for (int at : new int[] {2, 12, 100, bytes.length - 100, bytes.length - 1}) {
            byte[] tampered = bytes.clone();
            tampered[at] ^= 1;
            between.offerHeads(_ -> new HeadAnswer(99, ByteString.of(tampered)));

            assertThat(code(this::openAsNewcomer)).isEqualTo(FaultCode.HEAD_REFUSED);
            assertReadsGoOnAndWritesAreRefused();
        }
        assertThat(counted("stowage.heads.refused")).isPositive();
        assertAllIsWellAgain();
    }

    @Test
    void theHeadOfAnotherAccountIsRefused() {
        OpenAccount other = Town.register(storehouse, Town.wish(4));
        between.offerHeads(_ -> offer(other.known().countersigned()));
        Town.put(storehouse, other, "of the other", SMALL);

        assertThat(code(this::openAsNewcomer)).isEqualTo(FaultCode.HEAD_REFUSED);
        assertThat(code(account::resolveStrictly)).isEqualTo(FaultCode.HEAD_REFUSED);
        assertThat(Town.get(storehouse, account, "kept")).isEqualTo(SMALL);
        assertAllIsWellAgain();
    }

    @Test
    void anOlderHeadRaisesAnAlarmAndTheNewestIsFoundAmongSuppliers() {
        CountersignedHead older = account.known().countersigned();
        Town.put(storehouse, account, "newest", SMALL);
        between.offerHeads(_ -> offer(older));

        assertThat(openAsNewcomer().known().version()).isEqualTo(older.head().version() + 1);
        assertThat(countedByNewcomer("stowage.heads.older"))
                .as("it asked to open the account, and again to believe its session")
                .isPositive();
        assertThat(account.resolve().catalogue().find(new FilePath("newest"))).isPresent();
        assertThat(counted("stowage.heads.older")).isOne();
        assertAllIsWellAgain();
    }

    @Test
    void placementIsBelievedWhenTooFewSuppliersKnowAndItIsTold() {
        town.suppliers().forEach(TownSupplier::vanish);

        assertThat(code(this::openAsNewcomer)).isEqualTo(FaultCode.TOO_FEW_FRAGMENTS);
        assertThat(countedByNewcomer("stowage.heads.unconfirmed")).isOne();
    }

    @Test
    void aBlockOfTheChainThatTooFewHaveIsTold() {
        Town.awaitDeliveries(storehouse, account);
        town.suppliers().stream().limit(3).forEach(TownSupplier::loseRecords);

        Fault fault = catchThrowableOfType(Fault.class, this::openAsNewcomer);

        assertThat(fault.code()).isEqualTo(FaultCode.TOO_FEW_FRAGMENTS);
        assertThat(fault.detail())
                .contains(account.known().head().accountFile().address().toString());
    }

    @Test
    void aHeadThatNamesAWrongRootOpensNothing() {
        BlockReference right = account.known().head().accountFile();
        Digest wrong = Digest.of(new byte[Digest.BYTES]);
        between.offerHeads(
                _ ->
                        offer(
                                naming(
                                        new BlockReference(
                                                right.address(), wrong, right.blockLength()))));

        assertThat(code(this::openAsNewcomer)).isEqualTo(FaultCode.TOO_FEW_FRAGMENTS);
        assertAllIsWellAgain();
    }

    @Test
    void aHeadThatNamesABlockOfAFileOpensNothing() {
        BlockReference ofFile =
                account.known()
                        .catalogue()
                        .find(new FilePath("kept"))
                        .orElseThrow()
                        .runs()
                        .getFirst()
                        .block();
        between.offerHeads(_ -> offer(naming(ofFile)));

        assertThat(code(this::openAsNewcomer)).isEqualTo(FaultCode.ACCOUNT_FILE_DAMAGED);
        assertAllIsWellAgain();
    }

    @Test
    void aSmallFileTakesOtherNumbersWhenItsOwnWereGivenOutTwice() {
        Storehouse other = town.storehouseBehind(between);
        OpenAccount same = Town.open(other, registered);
        between.grantOnce(usedNumbers());

        Town.put(other, same, "small", SMALL);

        assertThat(Town.get(other, same, "small")).isEqualTo(SMALL);
        assertThat(Town.get(other, same, "kept")).isEqualTo(SMALL);
    }

    @Test
    void aLargeFileIsRefusedWhenItsNumbersWereGivenOutTwiceAndGoesThroughTheNextTime() {
        byte[] large = new byte[9_000_000];
        new Random(3).nextBytes(large);
        Storehouse other = town.storehouseBehind(between);
        OpenAccount same = Town.open(other, registered);
        between.grantOnce(usedNumbers());

        assertThat(code(() -> Town.put(other, same, "large", large)))
                .isEqualTo(FaultCode.NUMBER_USED);
        Town.put(other, same, "large", large);

        assertThat(Town.get(other, same, "large")).isEqualTo(large);
        assertThat(Town.get(other, same, "kept")).isEqualTo(SMALL);
    }

    /// As a placement would give that has forgotten what it gave.
    private BlockRangeGrant usedNumbers() {
        return new BlockRangeGrant(
                account.known()
                        .catalogue()
                        .find(new FilePath("kept"))
                        .orElseThrow()
                        .runs()
                        .getFirst()
                        .block()
                        .address()
                        .block(),
                1024);
    }
}
