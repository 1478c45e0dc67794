package dev.stowage.format.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.ByteString;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccountKeysTest {

    private static final AccountNumber ACCOUNT = new AccountNumber(7);

    private final SeededRandom random = new SeededRandom(4);
    private final MasterKey master = MasterKey.random(random);
    private final AccountKeys keys = new AccountKeys(master, ACCOUNT, random);

    @Test
    void theSameMasterKeyGivesTheSameKeys() {
        AccountKeys again = new AccountKeys(MasterKey.of(master.dangerousBytes()), ACCOUNT, random);
        assertThat(secrets(again)).isEqualTo(secrets(keys));
    }

    @Test
    void noTwoKeysAreTheSame() {
        AccountKeys other = new AccountKeys(MasterKey.random(random), ACCOUNT, random);
        Set<String> distinct =
                Stream.of(keys, other)
                        .flatMap(each -> secrets(each).stream())
                        .collect(Collectors.toSet());
        assertThat(distinct).hasSize(6).doesNotContain(hex(master.dangerousBytes()));
    }

    @Test
    void keysExistBeforeTheAccountHasANumber() {
        AccountKeys otherNumber = new AccountKeys(master, new AccountNumber(8), random);
        assertThat(secrets(otherNumber)).isEqualTo(secrets(keys));
        assertThat(hex(AccountKeys.signingKeyOf(master).dangerousSeed()))
                .isEqualTo(hex(keys.signingKey().dangerousSeed()));
    }

    @Test
    void aWrappedFileKeyIsUnwrapped() {
        FileKey file = keys.newFileKey();
        ByteString wrapped = keys.wrap(file);
        assertThat(wrapped.length()).isEqualTo(60).isEqualTo(AccountKeys.WRAPPED_KEY_BYTES);
        assertThat(keys.unwrap(wrapped)).isEqualTo(file);
        assertThat(keys.wrap(file)).isNotEqualTo(wrapped);
        assertThat(keys.newFileKey()).isNotEqualTo(file);
    }

    @Test
    void aWrappedFileKeyWithAnyBitFlippedIsRefused() {
        byte[] wrapped = keys.wrap(keys.newFileKey()).toArray();
        for (int bit = 0; bit < 8 * wrapped.length; bit++) {
            byte[] changed = wrapped.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> keys.unwrap(ByteString.of(changed)))
                    .withMessage("account 7 did not wrap this file key");
        }
    }

    @Test
    void aWrappedFileKeyOfAnotherLengthIsRefused() {
        byte[] wrapped = keys.wrap(keys.newFileKey()).toArray();
        for (int length = 0; length < 70; length++) {
            byte[] other = Arrays.copyOf(wrapped, length);
            if (length != wrapped.length) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> keys.unwrap(ByteString.of(other)))
                        .withMessage("a wrapped file key has 60 bytes, got " + length);
            }
        }
    }

    @Test
    void theRecordKeyIsTheFirstSigningKeyHoweverOftenTheMasterKeyIsRotated() {
        AccountKeys next = new AccountKeys(MasterKey.random(random), ACCOUNT, random);
        AccountKeys rotated = next.withRecordKey(keys.recordKey());
        AccountKeys opened =
                next.withRecordKey(next.unwrapRecordKey(rotated.wrap(keys.recordKey())));

        assertThat(keys.recordKey()).isSameAs(keys.signingKey());
        assertThat(hex(opened.recordKey().dangerousSeed()))
                .isEqualTo(hex(keys.signingKey().dangerousSeed()));
        assertThat(secrets(rotated)).doesNotContainAnyElementsOf(secrets(keys));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.unwrapRecordKey(rotated.wrap(keys.recordKey())))
                .withMessage("account 7 did not wrap this record key");
    }

    @Test
    void aRecordKeyIsNoFileKey() {
        ByteString wrapped = keys.wrap(keys.recordKey());

        assertThatIllegalArgumentException().isThrownBy(() -> keys.unwrap(wrapped));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.unwrapRecordKey(keys.wrap(keys.newFileKey())));
    }

    @Test
    void anotherAccountCannotUnwrap() {
        ByteString wrapped = keys.wrap(keys.newFileKey());
        AccountKeys otherAccount = new AccountKeys(master, new AccountNumber(8), random);
        assertThatIllegalArgumentException().isThrownBy(() -> otherAccount.unwrap(wrapped));
    }

    @Test
    void receivingKeysAreThoseOfRfc7748() {
        byte[] scalar =
                HexFormat.of()
                        .parseHex(
                                "77076d0a7318a57d3c16c17251b26645"
                                        + "df4c2f87ebc0992ab177fba51db92c2a");
        ReceivingKey alice = ReceivingKey.ofScalar(scalar);
        assertThat(hex(alice.publicKey().toArray()))
                .isEqualTo("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    }

    @Test
    void keysOfOtherLengthsAreRefused() {
        for (int length : List.of(0, 31, 33)) {
            byte[] bytes = new byte[length];
            assertThatIllegalArgumentException().isThrownBy(() -> MasterKey.of(bytes));
            assertThatIllegalArgumentException().isThrownBy(() -> FileKey.of(bytes));
            assertThatIllegalArgumentException().isThrownBy(() -> ReceivingKey.ofScalar(bytes));
        }
    }

    private static List<String> secrets(AccountKeys keys) {
        return List.of(
                hex(keys.accountFileKey().dangerousCipherKey().getEncoded()),
                hex(keys.signingKey().dangerousSeed()),
                hex(keys.receivingKey().dangerousScalar()));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
