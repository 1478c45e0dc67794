package dev.stowage.format.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.FixedRandom;
import dev.stowage.format.FormatPage;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The keys, unlockers and tokens printed in docs/format.md are what the code reads and makes.
class KeyPageTest {

    private static final FormatPage KEYS = FormatPage.section("Keys");
    private static final MasterKey MASTER =
            MasterKey.of(
                    FormatPage.bytes(
                            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    private static final AccountNumber ACCOUNT = new AccountNumber(7);

    @Test
    void derivedKeysAreThosePrinted() {
        AccountKeys keys = new AccountKeys(MASTER, ACCOUNT, new FixedRandom());
        String head = "for the master key `" + hex(MASTER.dangerousBytes()) + "`";
        List<List<String>> rows = KEYS.table("info", "key", head);
        assertThat(rows.stream().limit(3).map(List::getLast))
                .containsExactly(
                        hex(keys.accountFileKey().dangerousCipherKey().getEncoded()),
                        hex(keys.signingKey().dangerousSeed()),
                        hex(keys.receivingKey().dangerousScalar()));
        for (List<String> row : rows) {
            assertThat(hex(Derivation.derive(MASTER.dangerousBytes(), ascii(row.get(0)))))
                    .isEqualTo(row.get(2));
        }
    }

    @Test
    void publicKeysAreThosePrinted() {
        AccountKeys keys = new AccountKeys(MASTER, ACCOUNT, new FixedRandom());
        assertThat(KEYS.table("public key", "bytes").stream().map(row -> row.get(1)))
                .containsExactly(
                        hex(keys.signingKey().verifyingKey().toBytes()),
                        hex(keys.receivingKey().publicKey().toArray()));
    }

    @Test
    void thePrintedFileKeyIsWrappedAndUnwrapped() {
        List<String> row =
                KEYS.table("account", "nonce", "file key", "wrapped file key").getFirst();
        AccountKeys keys =
                new AccountKeys(
                        MASTER, AccountNumber.valueOf(row.get(0)), new FixedRandom(row.get(1)));
        FileKey file = FileKey.of(FormatPage.bytes(row.get(2)));
        assertThat(hex(keys.wrap(file).toArray())).isEqualTo(row.get(3));
        assertThat(keys.unwrap(ByteString.of(FormatPage.bytes(row.get(3))))).isEqualTo(file);
    }

    @Test
    void thePrintedRecordKeyIsWrappedAndUnwrapped() {
        List<String> row =
                KEYS.table("account", "nonce", "record key", "wrapped record key").getFirst();
        AccountKeys keys =
                new AccountKeys(
                        MASTER, AccountNumber.valueOf(row.get(0)), new FixedRandom(row.get(1)));
        SigningKey record = SigningKey.ofSeed(FormatPage.bytes(row.get(2)));
        assertThat(hex(keys.wrap(record).toArray())).isEqualTo(row.get(3));
        SigningKey unwrapped = keys.unwrapRecordKey(ByteString.of(FormatPage.bytes(row.get(3))));
        assertThat(hex(unwrapped.dangerousSeed())).isEqualTo(row.get(2));
    }

    static Stream<List<String>> unlockers() {
        return KEYS.table("secret", "unlock key", "unlocker").stream();
    }

    @ParameterizedTest
    @MethodSource("unlockers")
    void printedUnlockersAreMadeAndUnlocked(List<String> cells) {
        Secret secret =
                RecoveryCode.parse(cells.get(0))
                        .<Secret>map(code -> code)
                        .orElseGet(() -> Password.of(cells.get(0)));
        PasswordLock lock =
                new PasswordLock(
                        new FixedRandom(
                                "707172737475767778797a7b7c7d7e7f", "808182838485868788898a8b"));
        Unlocker made = lock.lock(MASTER, secret, ACCOUNT);
        ByteBuffer bytes = ByteBuffer.allocate(Unlocker.BYTES);
        made.writeTo(bytes);
        assertThat(hex(bytes.array())).isEqualTo(cells.get(2));
        assertThat(lock.unlock(Unlocker.readFrom(bytes.flip()), secret, ACCOUNT)).contains(MASTER);
    }

    @Test
    void thePrintedTokenIsSealedAndOpened() {
        Map<String, String> field =
                FormatPage.section("Session token").table("field", "value").stream()
                        .collect(Collectors.toMap(List::getFirst, List::getLast));
        String pepper = Base64.getEncoder().encodeToString(FormatPage.bytes(field.get("pepper")));
        Instant end = Instant.ofEpochMilli(Long.parseLong(field.get("expires at")));
        SessionSeal seal =
                new SessionSeal(
                        Pepper.valueOf(pepper),
                        new FixedRandom(field.get("nonce")),
                        InstantSource.fixed(end.minusSeconds(1)));
        Session session = session(field);
        assertThat(seal.seal(session)).isEqualTo(field.get("token"));
        assertThat(seal.open(field.get("token"))).isEqualTo(new SessionSeal.Valid(session));
        Map<String, String> former = new HashMap<>(field);
        former.putAll(Map.of("head version", "0", "opened at", "0"));
        assertThat(seal.open(field.get("token of version 1")))
                .isEqualTo(new SessionSeal.Valid(session(former)));
    }

    private static Session session(Map<String, String> field) {
        return new Session(
                AccountNumber.valueOf(field.get("account")),
                MasterKey.of(FormatPage.bytes(field.get("master key"))),
                UUID.fromString(field.get("id")),
                Long.parseLong(field.get("head version")),
                Instant.ofEpochMilli(Long.parseLong(field.get("opened at"))),
                Instant.ofEpochMilli(Long.parseLong(field.get("expires at"))));
    }

    @Test
    void thePrintedListOfSessionsIsSealedAndOpened() {
        List<String> row =
                FormatPage.section("Account head")
                        .table("account", "nonce", "list", "sealed list")
                        .getFirst();
        AccountKeys keys =
                new AccountKeys(
                        MASTER, AccountNumber.valueOf(row.get(0)), new FixedRandom(row.get(1)));
        List<OpenSession> sessions = OpenSessions.decode(FormatPage.bytes(row.get(2)));
        assertThat(sessions)
                .containsExactly(
                        new OpenSession(
                                UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
                                Instant.ofEpochMilli(1795206800123L),
                                Instant.ofEpochMilli(1795250000123L),
                                "curl/8.5.0"));
        assertThat(hex(keys.seal(sessions).toArray())).isEqualTo(row.get(3));
        assertThat(keys.open(ByteString.of(FormatPage.bytes(row.get(3))))).isEqualTo(sessions);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
