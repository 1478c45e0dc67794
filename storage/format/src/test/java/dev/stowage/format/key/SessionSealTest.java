package dev.stowage.format.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.key.SessionSeal.Expired;
import dev.stowage.format.key.SessionSeal.Forged;
import dev.stowage.format.key.SessionSeal.Valid;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSealTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final SeededRandom random = new SeededRandom(8);
    private final Pepper pepper = Pepper.random(random);
    private final SessionSeal seal = seal(NOW);
    private final Session session =
            new Session(
                    new AccountNumber(4_294_901_759L),
                    MasterKey.random(random),
                    new UUID(random.nextLong(), random.nextLong()),
                    77,
                    NOW,
                    NOW.plusSeconds(3600));

    @Test
    void whatIsSealedIsOpened() {
        assertThat(seal.open(seal.seal(session))).isEqualTo(new Valid(session));
        Session longest =
                new Session(
                        new AccountNumber(0),
                        session.masterKey(),
                        session.id(),
                        Long.MAX_VALUE,
                        Instant.ofEpochMilli(Long.MAX_VALUE),
                        Instant.ofEpochMilli(Long.MAX_VALUE));
        assertThat(seal.open(seal.seal(longest))).isEqualTo(new Valid(longest));
    }

    @Test
    void aTokenFitsIntoAHeaderAndHidesTheKey() {
        String token = seal.seal(session);
        assertThat(token).matches("s2\\.4294901759\\.[A-Za-z0-9_-]{134}");
        assertThat(seal.seal(session)).isNotEqualTo(token);
    }

    @Test
    void aReplicaWithTheSamePepperOpensIt() {
        assertThat(seal(NOW).open(seal.seal(session))).isEqualTo(new Valid(session));
    }

    @Test
    void aSessionEndsInTheMillisecondItSays() {
        String token = seal.seal(session);
        Instant end = session.expiresAt();
        assertThat(seal(end.minusMillis(1)).open(token)).isEqualTo(new Valid(session));
        Expired expired = new Expired(session.account(), end);
        assertThat(seal(end).open(token)).isEqualTo(expired);
        assertThat(seal(end.plusSeconds(86_400)).open(token)).isEqualTo(expired);
    }

    @Test
    void aTokenWithAnyCharacterChangedIsForged() {
        String token = seal.seal(session);
        for (int i = 0; i < token.length(); i++) {
            for (char other : new char[] {'A', 'B', '1', '9', '.', '-', '=', ' ', 'é'}) {
                if (token.charAt(i) != other) {
                    String changed = token.substring(0, i) + other + token.substring(i + 1);
                    assertThat(seal.open(changed)).isEqualTo(new Forged());
                }
            }
        }
    }

    @Test
    void aTokenCutOrLengthenedAnywhereIsForged() {
        String token = seal.seal(session);
        for (int length = 0; length < token.length(); length++) {
            assertThat(seal.open(token.substring(0, length))).isEqualTo(new Forged());
            assertThat(seal.open(token.substring(token.length() - length))).isEqualTo(new Forged());
        }
        for (String more : new String[] {"A", "AAAA", "=", ".", "\n", " "}) {
            assertThat(seal.open(token + more)).isEqualTo(new Forged());
            assertThat(seal.open(more + token)).isEqualTo(new Forged());
        }
    }

    @Test
    void anotherPepperOpensNothing() {
        SessionSeal other =
                new SessionSeal(Pepper.random(random), random, InstantSource.fixed(NOW));
        assertThat(other.open(seal.seal(session))).isEqualTo(new Forged());
    }

    @Test
    void aTokenOpensNoOtherAccount() {
        String token = seal.seal(session);
        assertThat(seal.open(token.replace("4294901759", "4294901758"))).isEqualTo(new Forged());
        assertThat(seal.open(token.replace("4294901759", "04294901759"))).isEqualTo(new Forged());
        assertThat(seal.open(token.replace("4294901759", "4294967295"))).isEqualTo(new Forged());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "s1",
                "s1.",
                "s1..",
                "s1.7",
                "s1.7.",
                "s2.7.AAAA",
                "s3.7.AAAA",
                "s1.-7.AAAA",
                "s1.7.AAAA",
                "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiI3In0.c2ln"
            })
    void whatLooksLikeSomethingElseIsForged(String token) {
        assertThat(seal.open(token)).isEqualTo(new Forged());
    }

    private SessionSeal seal(Instant now) {
        return new SessionSeal(pepper, random, InstantSource.fixed(now));
    }
}
