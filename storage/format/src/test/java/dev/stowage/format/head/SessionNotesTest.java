package dev.stowage.format.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.key.MasterKey;
import dev.stowage.format.key.OpenSession;
import dev.stowage.format.key.OpenSessions;
import dev.stowage.format.key.Session;
import dev.stowage.format.signature.ByteString;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What heads say of sessions.
class SessionNotesTest {

    private static final Instant END = Instant.ofEpochMilli(1_795_250_000_123L);
    private static final UUID ID = new UUID(1, 2);
    private static final UUID OTHER = new UUID(3, 4);
    private static final ByteString NOTHING = ByteString.of(new byte[0]);

    private final SeededRandom random = new SeededRandom(11);
    private final MasterKey master = MasterKey.random(random);
    private final AccountKeys keys = new AccountKeys(master, SampleHeads.ACCOUNT, random);

    private Session session(UUID id, long headVersion) {
        return new Session(SampleHeads.ACCOUNT, master, id, headVersion, Instant.EPOCH, END);
    }

    private static AccountHead head(SessionNotes notes) {
        return SampleHeads.head(1, 1, 0, 1, 1).noting(notes);
    }

    private static SessionNotes revoked(int count) {
        return new SessionNotes(
                0,
                Optional.empty(),
                Collections.nCopies(count, new RevokedSession(ID, END)),
                NOTHING);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 0, 2", "1024, 0, 2", "0, 1, 2", "1024, 5214, 2"})
    void aHeadComesBackWithItsNotesInTheLowestVersionThatSaysThem(
            int revoked, int open, int version) {
        SessionNotes notes = revoked(revoked).listing(ByteString.of(random.bytes(open)));

        byte[] bytes = head(notes).toBytes();

        assertThat(bytes[4]).isEqualTo((byte) version);
        assertThat(AccountHead.ofBytes(bytes)).isEqualTo(head(notes));
        assertThat(AccountHead.ofBytes(bytes).toBytes()).isEqualTo(bytes);
        SessionNotes spared = SessionNotes.since(9, Optional.of(ID));
        assertThat(AccountHead.ofBytes(head(spared).toBytes()).sessions()).isEqualTo(spared);
    }

    @Test
    void theLongestHeadFits() {
        SessionNotes longest =
                new SessionNotes(
                        1,
                        Optional.of(ID),
                        revoked(1024).revoked(),
                        ByteString.of(random.bytes(OpenSessions.MAX_SEALED_BYTES)));

        byte[] bytes = SampleHeads.head(16, 1024, 0, 1024, 64).noting(longest).toBytes();

        int lineage = 98 + 32 * 96;
        assertThat(bytes.length + lineage).isEqualTo(60_159);
        assertThat(AccountHead.ofBytes(bytes).sessions()).isEqualTo(longest);
    }

    @Test
    void moreThanThatIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> revoked(1025))
                .withMessage("number of revoked sessions must be 0 … 1024, got 1025");
        ByteString tooLong = ByteString.of(random.bytes(5215));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionNotes.NONE.listing(tooLong))
                .withMessage("length of the open sessions must be 0 … 5214, got 5215");
    }

    @Test
    void versionTwoDoesNotSayWhatVersionOneCan() {
        byte[] bytes = head(revoked(1)).toBytes();
        byte[] undated =
                head(SessionNotes.undated(List.of(new RevokedSession(ID, RevokedSession.UNKNOWN))))
                        .toBytes();
        assertThat(undated[4]).isEqualTo((byte) 1);
        int end = 186 + 2 + 86 + 2 + 12 + 8 + 1 + 2 + 16;
        ByteBuffer.wrap(bytes).putLong(end, Long.MAX_VALUE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHead.ofBytes(bytes))
                .withMessage("a head of version 2 says of sessions what version 1 can say");
    }

    @Test
    void aHeadCutAnywhereIsRefused() {
        SessionNotes notes =
                new SessionNotes(
                        4, Optional.of(ID), revoked(2).revoked(), ByteString.of(random.bytes(40)));
        byte[] bytes = head(notes).toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException()
                    .as("cut after %d", length)
                    .isThrownBy(() -> AccountHead.ofBytes(cut));
        }
    }

    @Test
    void aRevokedSessionIsRefusedAndNoOther() {
        assertThat(revoked(1).refuse(session(ID, 5))).isTrue();
        assertThat(revoked(1).refuse(session(OTHER, 5))).isFalse();
        assertThat(SessionNotes.NONE.refuse(session(ID, 0))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "7, true", "8, false", "9, false"})
    void allAreRefusedThatWereOpenedBeforeButTheSparedOne(long headVersion, boolean refused) {
        SessionNotes notes = SessionNotes.since(8, Optional.of(OTHER));

        assertThat(notes.refuse(session(ID, headVersion))).isEqualTo(refused);
        assertThat(notes.refuse(session(OTHER, headVersion))).isFalse();
    }

    @Test
    void aListIsReadByItsOwnerAlone() {
        List<OpenSession> most =
                Collections.nCopies(64, new OpenSession(ID, END, END, "ä".repeat(24)));
        ByteString sealed = keys.seal(most);

        assertThat(sealed.length()).isEqualTo(OpenSessions.MAX_SEALED_BYTES);
        assertThat(keys.open(sealed)).isEqualTo(most);
        assertThat(keys.seal(most)).isNotEqualTo(sealed);
        AccountKeys others = new AccountKeys(MasterKey.random(random), SampleHeads.ACCOUNT, random);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> others.open(sealed))
                .withMessage("account 4000000000 did not seal this list of sessions");
        byte[] changed = sealed.toArray();
        changed[20] ^= 1;
        assertThatIllegalArgumentException().isThrownBy(() -> keys.open(ByteString.of(changed)));
    }

    @Test
    void longerLabelsAndListsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OpenSession(ID, END, END, "x".repeat(49)))
                .withMessage("length of a session's label in bytes must be 0 … 48, got 49");
        OpenSession one = new OpenSession(ID, END, END, "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.seal(Collections.nCopies(65, one)))
                .withMessage("number of open sessions must be 1 … 64, got 65");
        assertThatIllegalArgumentException().isThrownBy(() -> keys.open(NOTHING));
    }
}
