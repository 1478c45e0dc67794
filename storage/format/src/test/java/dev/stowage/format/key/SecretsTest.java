package dev.stowage.format.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.address.AccountNumber;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private final SeededRandom random = new SeededRandom(5);

    @Test
    void nothingSecretIsPrinted() {
        MasterKey master = MasterKey.random(random);
        AccountNumber account = new AccountNumber(7);
        AccountKeys keys = new AccountKeys(master, account, random);
        FileKey file = FileKey.random(random);
        RecoveryCode code = RecoveryCode.random(random);
        Pepper pepper = Pepper.random(random);
        Password password = Password.of("a secret");
        UUID id = new UUID(1, 2);
        Map<Object, String> printed =
                Map.of(
                        master,
                        "MasterKey",
                        keys,
                        "AccountKeys of 7",
                        file,
                        "FileKey",
                        code,
                        "RecoveryCode",
                        pepper,
                        "Pepper",
                        password,
                        "Password",
                        keys.receivingKey(),
                        "ReceivingKey",
                        new Session(account, master, id, 9, Instant.EPOCH, Instant.EPOCH),
                        "Session[account=7, masterKey=MasterKey, id="
                                + id
                                + ", headVersion=9, openedAt=1970-01-01T00:00:00Z,"
                                + " expiresAt=1970-01-01T00:00:00Z]");
        printed.forEach((secret, text) -> assertThat(secret).hasToString(text));
    }

    @Test
    void aSecretHandedOutIsACopy() {
        MasterKey master = MasterKey.random(random);
        byte[] bytes = master.dangerousBytes();
        bytes[0] ^= 1;
        assertThat(master.dangerousBytes()).isNotEqualTo(bytes);
        assertThat(MasterKey.of(bytes)).isNotEqualTo(master);
        bytes[0] ^= 1;
        assertThat(MasterKey.of(bytes)).isEqualTo(master).hasSameHashCodeAs(master);
        assertThat(HexFormat.of().formatHex(bytes)).hasSize(64);
    }

    @Test
    void aPepperIsKeptAsBase64() {
        Pepper pepper = Pepper.random(random);
        assertThat(Base64.getDecoder().decode(pepper.dangerousText())).hasSize(32);
        assertThat(Pepper.valueOf(pepper.dangerousText()).dangerousText())
                .isEqualTo(pepper.dangerousText());
    }
}
