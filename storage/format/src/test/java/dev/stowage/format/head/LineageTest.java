package dev.stowage.format.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.FormatPage;
import dev.stowage.format.SeededRandom;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Heads of accounts whose keys were rotated.
class LineageTest {

    private static final ByteString WRAPPED =
            ByteString.of(new SeededRandom(9).bytes(AccountKeys.WRAPPED_KEY_BYTES));

    private static SigningKey key(int rotation) {
        return rotation == 0
                ? SampleHeads.OWNER
                : SigningKey.ofSeed(new SeededRandom(1000 + rotation).bytes(32));
    }

    private static OwnerKey owner(int rotation) {
        return new OwnerKey(rotation, key(rotation).verifyingKey());
    }

    /// A head after so many rotations.
    private static AccountHead rotated(AccountHead first, int rotations) {
        AccountHead head = first;
        for (int rotation = 1; rotation <= rotations; rotation++) {
            head = rotated(head, rotation, key(rotation - 1));
        }
        return head;
    }

    private static AccountHead rotated(AccountHead before, int rotation, SigningKey naming) {
        Succession succession =
                Succession.sign(before.account(), rotation, key(rotation).verifyingKey(), naming);
        return before.succeededBy(
                succession,
                before.receivingKey(),
                WRAPPED,
                before.accountFile(),
                before.unlockers(),
                before.openRanges());
    }

    @Test
    void aHeadComesBackAfterHoweverManyRotations() {
        for (int rotations : List.of(0, 1, 2, 31, 32, 33, 40)) {
            AccountHead head = rotated(SampleHeads.head(), rotations);
            byte[] bytes = head.toBytes();
            int lineage = rotations == 0 ? 0 : 98 + 96 * Math.min(rotations, 32);

            assertThat(bytes)
                    .hasSize(
                            SampleHeads.head().toBytes().length
                                    - (rotations == 0 ? 0 : 16)
                                    + lineage);
            assertThat(AccountHead.ofBytes(bytes)).isEqualTo(head);
            assertThat(head.owner()).isEqualTo(owner(rotations));
            assertThat(head.recordKey()).isEqualTo(key(0).verifyingKey());
            assertThat(head.version()).isEqualTo(SampleHeads.head().version() + rotations);
        }
    }

    @Test
    void theLongestHeadFits() {
        AccountHead head = rotated(SampleHeads.head(16, 1024, 1024, 1024, 64), 33);

        assertThat(head.toBytes()).hasSizeLessThanOrEqualTo(AccountHead.MAX_BYTES);
        assertThat(head.sessions())
                .as("their tokens hold a former master key")
                .isEqualTo(SessionNotes.NONE);
    }

    @Test
    void leadsFromEveryFormerKeyThatItShowsAndFromNoOther() {
        AccountHead head = rotated(SampleHeads.head(), 40);

        for (int rotation = 8; rotation <= 40; rotation++) {
            assertThat(head.leadsFrom(owner(rotation))).as("key %d", rotation).isTrue();
            assertThat(head.leadsFrom(new OwnerKey(rotation, key(99).verifyingKey())))
                    .as("another key %d", rotation)
                    .isFalse();
        }
        assertThat(head.leadsFrom(owner(7))).as("33 are missing").isFalse();
        assertThat(head.leadsFrom(owner(41))).isFalse();
        assertThat(SampleHeads.head().leadsFrom(owner(0))).isTrue();
        assertThat(SampleHeads.head().leadsFrom(owner(1))).isFalse();
    }

    @Test
    void aSuccessionThatTheKeyBeforeDidNotSignLeadsNowhere() {
        AccountHead forged = rotated(rotated(SampleHeads.head(), 2), 3, key(1));

        assertThat(forged.leadsFrom(owner(3))).isTrue();
        for (int rotation = 0; rotation < 3; rotation++) {
            assertThat(forged.leadsFrom(owner(rotation))).isFalse();
        }
    }

    @Test
    void aSuccessionIsOfOneAccountAndOneRotation() {
        Succession succession =
                Succession.sign(SampleHeads.ACCOUNT, 1, key(1).verifyingKey(), key(0));

        assertThat(succession.signedBy(owner(0), SampleHeads.ACCOUNT)).isTrue();
        assertThat(succession.signedBy(owner(0), new AccountNumber(1))).isFalse();
        assertThat(succession.signedBy(new OwnerKey(1, key(0).verifyingKey()), SampleHeads.ACCOUNT))
                .isFalse();
        assertThat(
                        succession.signedBy(
                                new OwnerKey(Integer.MAX_VALUE, key(0).verifyingKey()),
                                SampleHeads.ACCOUNT))
                .isFalse();
    }

    @Test
    void everyFlippedBitOfASuccessionIsNoticed() {
        ByteBuffer bytes = ByteBuffer.allocate(Succession.BYTES);
        Succession.sign(SampleHeads.ACCOUNT, 1, key(1).verifyingKey(), key(0)).writeTo(bytes);
        for (int bit = 0; bit < 8 * Succession.BYTES; bit++) {
            byte[] changed = bytes.array().clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(isProven(changed)).as("bit %d", bit).isFalse();
        }
    }

    private static boolean isProven(byte[] bytes) {
        try {
            return Succession.readFrom(ByteBuffer.wrap(bytes))
                    .signedBy(owner(0), SampleHeads.ACCOUNT);
        } catch (IllegalArgumentException noKey) {
            return false;
        }
    }

    @Test
    void aLineageThatContradictsItsHeadIsRefused() {
        AccountHead head = rotated(SampleHeads.head(), 2);
        byte[] bytes = head.toBytes();
        int lineage = bytes.length - (98 + 2 * 96);

        for (int rotation : List.of(0, 1, 3, -1)) {
            byte[] other = bytes.clone();
            ByteBuffer.wrap(other).putInt(lineage, rotation);
            assertThatIllegalArgumentException().isThrownBy(() -> AccountHead.ofBytes(other));
        }
        byte[] otherKey = bytes.clone();
        System.arraycopy(key(5).verifyingKey().toBytes(), 0, otherKey, bytes.length - 96, 32);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHead.ofBytes(otherKey))
                .withMessageContaining("lead to its signing key");
        for (int length = lineage + 1; length < bytes.length; length += 7) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().isThrownBy(() -> AccountHead.ofBytes(cut));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHead.ofBytes(longer))
                .withMessage("bytes behind the head must be 0, got 1");
    }

    @Test
    void moreSuccessionsThanAreKeptAreNotEvenRead() {
        byte[] bytes = rotated(SampleHeads.head(), 1).toBytes();
        ByteBuffer.wrap(bytes).putShort(bytes.length - 98, (short) 33);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHead.ofBytes(bytes))
                .withMessage("number of successions must be 1 … 32, got 33");
    }

    @Test
    void aHeadOfALaterKeyIsHigherWhateverTheVersions() {
        AccountHead first = SampleHeads.head();
        AccountHead rotated = rotated(first, 1);
        AccountHead longer = first;
        for (int i = 0; i < 5; i++) {
            longer = longer.next(first.accountFile(), first.openRanges());
        }

        assertThat(longer.version()).isGreaterThan(rotated.version());
        assertThat(rotated.isAfter(longer)).isTrue();
        assertThat(longer.isAfter(rotated)).isFalse();
        assertThat(longer.isAfter(first)).isTrue();
        assertThat(first.isAfter(first)).isFalse();
    }

    @Test
    void theSuccessionsAfterOneAreTheLastOnes() {
        AccountHead head = rotated(SampleHeads.head(), 40);

        assertThat(head.successionsAfter(37).keySet()).containsExactly(38, 39, 40);
        assertThat(head.successionsAfter(40)).isEmpty();
        assertThat(head.successionsAfter(0)).hasSize(Lineage.MOST);
        assertThat(head.successionsAfter(38).get(39).key()).isEqualTo(key(39).verifyingKey());
    }

    @Test
    void theSuccessionOnThePageIsSignedAsPrinted() {
        List<List<String>> rows = FormatPage.section("Account head").table("succession", "bytes");
        List<byte[]> printed = new ArrayList<>();
        rows.forEach(row -> printed.add(HexFormat.of().parseHex(row.getLast())));
        SigningKey former = SigningKey.ofSeed(printed.get(0));
        VerifyingKey next = VerifyingKey.of(printed.get(1));

        Succession succession = Succession.sign(new AccountNumber(1), 1, next, former);

        assertThat(succession.signature()).isEqualTo(Signature.of(printed.get(2)));
    }
}
