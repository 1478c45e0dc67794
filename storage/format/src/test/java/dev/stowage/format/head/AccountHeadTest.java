package dev.stowage.format.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.signature.ByteString;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountHeadTest {

    private static final AccountHead GOOD = SampleHeads.head();

    private static AccountHead with(
            long version, int receivingKey, long neededSpace, BlockReference accountFile) {
        return with(
                version, receivingKey, neededSpace, accountFile, new TreeMap<>(GOOD.overrides()));
    }

    private static AccountHead with(
            long version,
            int receivingKey,
            long neededSpace,
            BlockReference accountFile,
            SortedMap<Integer, CarrierId> overrides) {
        return new AccountHead(
                GOOD.account(),
                version,
                GOOD.signingKey(),
                ByteString.of(new SeededRandom(2).bytes(receivingKey)),
                neededSpace,
                GOOD.blockSizes(),
                GOOD.compression(),
                GOOD.layout(),
                GOOD.accountFileLayout(),
                accountFile,
                GOOD.unlockers(),
                GOOD.openRanges(),
                GOOD.sessions(),
                overrides,
                GOOD.furtherLayouts());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0, 196",
        "1, 0, 0, 0, 0, 282",
        "0, 1, 0, 0, 0, 208",
        "0, 0, 1, 0, 0, 212",
        "0, 0, 0, 1, 0, 208",
        "0, 0, 0, 0, 1, 212",
        "2, 3, 5, 7, 11, 744",
        "16, 1024, 1024, 1024, 64, 43556"
    })
    void bytesGiveTheHeadBack(
            int unlockers, int ranges, int sessions, int overrides, int further, int length) {
        AccountHead head = SampleHeads.head(unlockers, ranges, sessions, overrides, further);
        byte[] bytes = head.toBytes();
        assertThat(bytes).hasSize(length).hasSizeLessThanOrEqualTo(AccountHead.MAX_BYTES);
        assertThat(AccountHead.ofBytes(bytes)).isEqualTo(head);
        assertThat(AccountHead.ofBytes(bytes).toBytes()).isEqualTo(bytes);
    }

    @Test
    void extremeNumbersComeBack() {
        AccountHead head = with(Long.MAX_VALUE, 32, Long.MAX_VALUE / 2, SampleHeads.ACCOUNT_FILE);
        assertThat(AccountHead.ofBytes(head.toBytes())).isEqualTo(head);
        AccountHead least = with(1, 32, 0, SampleHeads.ACCOUNT_FILE);
        assertThat(AccountHead.ofBytes(least.toBytes())).isEqualTo(least);
    }

    @ParameterizedTest
    @CsvSource({
        "17, 0, 0, 0, 'number of unlockers must be 0 … 16, got 17'",
        "0, 1025, 0, 0, 'number of open ranges must be 0 … 1024, got 1025'",
        "0, 0, 1025, 0, 'number of revoked sessions must be 0 … 1024, got 1025'",
        "0, 0, 0, 1025, 'number of overrides must be 0 … 1024, got 1025'"
    })
    void longerListsAreRefused(
            int unlockers, int ranges, int sessions, int overrides, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleHeads.head(unlockers, ranges, sessions, overrides))
                .withMessage(message);
    }

    /// The counts stand at these places of a head without entries.
    @ParameterizedTest
    @CsvSource({
        "186, 17, unlockers, 16",
        "188, 1025, open ranges, 1024",
        "190, 1025, revoked sessions, 1024",
        "192, 1025, overrides, 1024",
        "194, 65, further layouts, 64",
        "186, 65535, unlockers, 16",
        "192, 65535, overrides, 1024"
    })
    void longerListsAreNotEvenRead(int offset, int count, String what, int limit) {
        byte[] bytes = SampleHeads.head(0, 0, 0, 0).toBytes();
        ByteBuffer.wrap(bytes).putShort(offset, (short) count);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHead.ofBytes(bytes))
                .withMessage("number of %s must be 0 … %d, got %d", what, limit, count);
    }

    @Test
    void itNamesEachLayoutOnceAndAtMost64BesideTheFirst() {
        AccountHead head = SampleHeads.head(0, 0, 0, 0, 2);

        AccountHead named =
                head.naming(List.of(SampleHeads.further(1), SampleHeads.further(5), head.layout()));

        assertThat(named.layouts())
                .containsExactly(
                        SampleHeads.WIDE,
                        SampleHeads.further(0),
                        SampleHeads.further(1),
                        SampleHeads.further(5));
        assertThat(head.naming(List.of())).isEqualTo(head);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleHeads.head(0, 0, 0, 0, 65))
                .withMessage("number of further layouts must be 0 … 64, got 65");
        byte[] twice = head.toBytes();
        ByteBuffer.wrap(twice).putLong(220, ByteBuffer.wrap(twice).getLong(204));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHead.ofBytes(twice))
                .withMessageStartingWith("a head names each layout once, got Combination[");
    }

    @Test
    void aHeadCutAnywhereIsRefused() {
        byte[] bytes = GOOD.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException()
                    .as("cut after %d", length)
                    .isThrownBy(() -> AccountHead.ofBytes(cut));
        }
    }

    @Test
    void bytesBehindTheHeadAreRefused() {
        byte[] longer = Arrays.copyOf(GOOD.toBytes(), GOOD.toBytes().length + 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHead.ofBytes(longer))
                .withMessage("lineage of 98 bytes is cut after 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHead.ofBytes(new byte[AccountHead.MAX_BYTES + 1]))
                .withMessage("length of a head must be 186 … 65536, got 65537");
    }

    @Test
    void otherThingsAndOtherVersionsAreRefused() {
        byte[] other = GOOD.toBytes();
        other[3] = 'X';
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHead.ofBytes(other))
                .withMessageStartingWith("no account head: magic 53574858, format version 1");
        byte[] newer = GOOD.toBytes();
        newer[4] = (byte) 200;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHead.ofBytes(newer))
                .withMessageStartingWith("no account head: magic 53574844, format version 200");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void versionsCountFrom1(long version) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(version, 32, 0, SampleHeads.ACCOUNT_FILE))
                .withMessage("version of a head must be 1 … 9223372036854775807, got " + version);
    }

    @Test
    void impossibleFieldsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(1, 31, 0, SampleHeads.ACCOUNT_FILE))
                .withMessage("length of a receiving key must be 32, got 31");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(1, 32, -1, SampleHeads.ACCOUNT_FILE))
                .withMessageEndingWith("got -1");
        byte[] flag = GOOD.toBytes();
        flag[97] = 2;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHead.ofBytes(flag))
                .withMessage("flag of compression must be 0 … 1, got 2");
    }

    @Test
    void anAccountFileOfAnotherAccountOrGroupIsRefused() {
        CarrierGroup group = SampleHeads.ACCOUNT_FILE_LAYOUT.group();
        BlockReference foreign = SampleHeads.reference(new AccountNumber(1), group);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(1, 32, 0, foreign))
                .withMessage(
                        "the account file of account 4000000000 lies in group 24/5, got account 1,"
                                + " group 24/5");
        CarrierGroup elsewhere = new CarrierGroup(new CarrierId(8), group.level());
        BlockReference moved = SampleHeads.reference(SampleHeads.ACCOUNT, elsewhere);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(1, 32, 0, moved))
                .withMessageEndingWith("got account 4000000000, group 8/5");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 8_192, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void anOverrideBesideTheGroupIsRefused(int index) {
        SortedMap<Integer, CarrierId> overrides = new TreeMap<>();
        overrides.put(index, new CarrierId(7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(1, 32, 0, SampleHeads.ACCOUNT_FILE, overrides))
                .withMessage("index of an override must be 0 … 8191, got " + index);
    }

    /// Each head has one form in bytes: the owner signs bytes, not a meaning.
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "5, 3"})
    void overridesThatDoNotAscendAreRefused(int first, int second) {
        byte[] bytes = SampleHeads.head(0, 0, 0, 2).toBytes();
        ByteBuffer.wrap(bytes).putInt(194, first).putInt(206, second);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHead.ofBytes(bytes))
                .withMessage("indexes of overrides must ascend, got %d after %d", second, first);
    }

    @Test
    void aRangePastTheLastBlockNumberIsRefused() {
        byte[] bytes = SampleHeads.head(0, 1, 0, 0).toBytes();
        ByteBuffer.wrap(bytes).putLong(190, -999);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHead.ofBytes(bytes))
                .withMessage(
                        "the range of 1000 block numbers from 18446744073709550617 runs past"
                                + " 2^64-1");
    }

    @Test
    void theNextHeadHasANewAccountFileAndTheNextVersion() {
        BlockReference file =
                SampleHeads.reference(SampleHeads.ACCOUNT, SampleHeads.ACCOUNT_FILE_LAYOUT.group());
        List<BlockRange> ranges = List.of(new BlockRange(new BlockNumber(5), 6));
        AccountHead next = GOOD.next(file, ranges);
        assertThat(next.version()).isEqualTo(GOOD.version() + 1);
        assertThat(next.accountFile()).isEqualTo(file);
        assertThat(next.openRanges()).isEqualTo(ranges);
        assertThat(next.next(GOOD.accountFile(), GOOD.openRanges()))
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(GOOD);
    }

    @Test
    void theLastVersionHasNoNext() {
        AccountHead last = with(Long.MAX_VALUE, 32, 0, SampleHeads.ACCOUNT_FILE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> last.next(last.accountFile(), List.of()));
    }

    @Test
    void listsCannotBeChangedAfterwards() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> GOOD.overrides().clear());
        SortedMap<Integer, CarrierId> mine = new TreeMap<>();
        AccountHead head = with(1, 32, 0, SampleHeads.ACCOUNT_FILE, mine);
        mine.put(1, new CarrierId(1));
        assertThat(head.overrides()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void noiseIsRefusedAndNothingElse(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            byte[] noise = SampleHeads.head(1, 2, 1, 2).toBytes();
            for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
                noise[5 + random.nextInt(noise.length - 5)] = (byte) random.nextInt();
            }
            try {
                assertThat(AccountHead.ofBytes(noise).toBytes()).isEqualTo(noise);
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).containsPattern("\\d");
            } catch (RuntimeException wrong) {
                fail("seed %d, round %d".formatted(seed, round), wrong);
            }
        }
    }
}
