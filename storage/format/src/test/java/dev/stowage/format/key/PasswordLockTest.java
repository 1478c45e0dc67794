package dev.stowage.format.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.address.AccountNumber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordLockTest {

    private static final AccountNumber ACCOUNT = new AccountNumber(7);
    private static final Password PASSWORD = Password.of("otter gravel lantern");

    /// Made once: a lock takes its time on purpose.
    private static MasterKey master;

    private static Unlocker unlocker;

    private final SeededRandom random = new SeededRandom(7);
    private final PasswordLock lock = lock(2, Duration.ofMinutes(2));

    @BeforeAll
    static void lockOnce() {
        SeededRandom random = new SeededRandom(6);
        master = MasterKey.random(random);
        unlocker = new PasswordLock(random).lock(master, PASSWORD, ACCOUNT);
    }

    @Test
    void theRightSecretUnlocksAndNoOther() {
        assertThat(lock.unlock(unlocker, PASSWORD, ACCOUNT)).contains(master);
        assertThat(lock.unlock(unlocker, Password.of("otter gravel lanterm"), ACCOUNT)).isEmpty();
        assertThat(lock.unlock(unlocker, Password.of(""), ACCOUNT)).isEmpty();
        assertThat(lock.unlock(unlocker, PASSWORD, new AccountNumber(8))).isEmpty();
    }

    @Test
    void newUnlockersCostWhatWePromise() {
        assertThat(unlocker.kind()).isEqualTo(Unlocker.Kind.PASSWORD);
        assertThat(unlocker.cost()).isEqualTo(new UnlockCost(64 * 1024, 3, 1));
        Unlocker another = lock.lock(master, PASSWORD, ACCOUNT);
        assertThat(another.salt()).isNotEqualTo(unlocker.salt());
        assertThat(another.nonce()).isNotEqualTo(unlocker.nonce());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 9, 10, 26, 38})
    void anUnlockerThatWasChangedStaysLocked(int offset) {
        ByteBuffer bytes = ByteBuffer.allocate(Unlocker.BYTES);
        unlocker.writeTo(bytes);
        bytes.put(offset, (byte) (bytes.get(offset) ^ 2));
        Unlocker changed = Unlocker.readFrom(bytes.flip());
        assertThat(changed).isNotEqualTo(unlocker);
        assertThat(lock.unlock(changed, PASSWORD, ACCOUNT)).isEmpty();
    }

    @Test
    void anUnlockerOfAnotherKindStaysLocked() {
        RecoveryCode code = RecoveryCode.random(random);
        Unlocker forCode = lock.lock(master, code, ACCOUNT);
        assertThat(forCode.kind()).isEqualTo(Unlocker.Kind.RECOVERY_CODE);
        assertThat(lock.unlock(forCode, code, ACCOUNT)).contains(master);
        ByteBuffer bytes = ByteBuffer.allocate(Unlocker.BYTES);
        forCode.writeTo(bytes);
        Unlocker changed = Unlocker.readFrom(bytes.put(0, (byte) 0).flip());
        assertThat(lock.unlock(changed, code, ACCOUNT)).isEmpty();
    }

    @Test
    void ofSeveralUnlockersEachOpensForItsOwnSecret() {
        RecoveryCode code = RecoveryCode.random(random);
        Password second = Password.of("granite walrus kettle");
        List<Unlocker> unlockers =
                List.of(
                        unlocker,
                        lock.lock(master, code, ACCOUNT),
                        lock.lock(master, second, ACCOUNT));
        assertThat(lock.unlock(unlockers, PASSWORD, ACCOUNT)).contains(master);
        assertThat(lock.unlock(unlockers, second, ACCOUNT)).contains(master);
        assertThat(lock.unlock(unlockers, code, ACCOUNT)).contains(master);
        assertThat(lock.unlock(unlockers, Password.of("no such password"), ACCOUNT)).isEmpty();
        assertThat(lock.unlock(unlockers, RecoveryCode.random(random), ACCOUNT)).isEmpty();
    }

    @Test
    void nothingOpensADecoy() {
        Unlocker decoy = lock.decoy(Unlocker.Kind.PASSWORD);
        assertThat(decoy.cost()).isEqualTo(UnlockCost.DEFAULT);
        assertThat(decoy).isNotEqualTo(lock.decoy(Unlocker.Kind.PASSWORD));
        assertThat(lock.unlock(decoy, PASSWORD, ACCOUNT)).isEmpty();
        assertThat(lock.unlock(List.of(), PASSWORD, ACCOUNT)).isEmpty();
    }

    @Test
    void anAccentMayBeTypedEitherWay() {
        Unlocker composed = lock.lock(master, Password.of("crème brûlée"), ACCOUNT);
        Password decomposed = Password.of("cre\u0300me bru\u0302le\u0301e");
        assertThat(lock.unlock(composed, decomposed, ACCOUNT)).contains(master);
    }

    @ParameterizedTest
    @CsvSource({
        "524289, 16, 16, '512 MiB, 16 passes, 16 lanes'",
        "1048576, 3, 1, '1024 MiB, 3 passes, 1 lanes'",
        "65536, 17, 1, '64 MiB, 17 passes, 1 lanes'"
    })
    void anUnlockerThatAsksForTooMuchIsRefusedBeforeItIsTaken(
            int memory, int iterations, int lanes, String asked) {
        Unlocker greedy = costing(new UnlockCost(memory, iterations, lanes));

        assertThatExceptionOfType(UnlockerTooCostlyException.class)
                .isThrownBy(() -> lock.unlock(greedy, PASSWORD, ACCOUNT))
                .withMessage(
                        "an unlocker takes %s, here it may take 512 MiB, 16 passes, 16 lanes"
                                .formatted(asked));
    }

    @Test
    void aWeakUnlockerIsMadeStrongerOfNothingWeaker() {
        PasswordLock careful =
                new PasswordLock(
                        random,
                        2,
                        Duration.ofMinutes(2),
                        new UnlockCost(65 << 10, 3, 1),
                        UnlockCost.MOST);
        PasswordLock patient =
                new PasswordLock(
                        random,
                        2,
                        Duration.ofMinutes(2),
                        new UnlockCost(64 << 10, 4, 1),
                        UnlockCost.MOST);

        assertThat(lock.isWeak(unlocker)).isFalse();
        assertThat(careful.isWeak(unlocker)).isTrue();
        Unlocker strong = careful.strengthen(unlocker, master, PASSWORD, ACCOUNT);
        assertThat(strong.cost()).isEqualTo(new UnlockCost(65 << 10, 3, 1));
        assertThat(careful.isWeak(strong)).isFalse();
        assertThat(lock.isWeak(strong)).as("stronger than what is wished for").isFalse();
        Unlocker stronger = patient.strengthen(strong, master, PASSWORD, ACCOUNT);
        assertThat(stronger.cost()).isEqualTo(new UnlockCost(65 << 10, 4, 1));
        assertThat(lock.unlock(stronger, PASSWORD, ACCOUNT)).contains(master);
    }

    @Test
    void aLockDoesNotMakeWhatItWouldNotOpen() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new PasswordLock(
                                        random,
                                        2,
                                        Duration.ofMinutes(2),
                                        new UnlockCost(65 << 10, 3, 1),
                                        UnlockCost.DEFAULT))
                .withMessage(
                        "new unlockers would take 65 MiB, 3 passes, 1 lanes, here they may take"
                                + " 64 MiB, 3 passes, 1 lanes");
    }

    private Unlocker costing(UnlockCost cost) {
        Unlocker decoy = lock.decoy(Unlocker.Kind.PASSWORD);
        return new Unlocker(decoy.kind(), cost, decoy.salt(), decoy.nonce(), decoy.wrappedKey());
    }

    private PasswordLock lock(int atOnce, Duration patience) {
        return new PasswordLock(random, atOnce, patience, UnlockCost.DEFAULT, UnlockCost.MOST);
    }

    @Test
    void whoWaitsTooLongIsToldSo() {
        PasswordLock shut = lock(0, Duration.ofMillis(3));
        assertThatExceptionOfType(UnlockingBusyException.class)
                .isThrownBy(() -> shut.lock(master, PASSWORD, ACCOUNT))
                .withMessage("0 passwords are being checked already and none was done within 3 ms");
    }

    @Test
    void whoIsInterruptedWhileWaitingStaysInterrupted() {
        PasswordLock shut = lock(0, Duration.ofMinutes(1));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(UnlockingBusyException.class)
                .isThrownBy(() -> shut.lock(master, PASSWORD, ACCOUNT));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void manyAttemptsTakeTurns() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<MasterKey>>> attempts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                attempts.add(threads.submit(() -> lock.unlock(unlocker, PASSWORD, ACCOUNT)));
            }
            for (Future<Optional<MasterKey>> attempt : attempts) {
                assertThat(attempt.get()).contains(master);
            }
        }
    }
}
