package dev.stowage.format.key;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.ByteString;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Locks a master key behind a secret and unlocks it again: Argon2id (RFC 9106), then AES-256-GCM.
///
/// Each attempt takes 64 MiB or more and some 0.2 s on purpose; a fair semaphore bounds how many
/// run at once, and who waits too long gets an [UnlockingBusyException]. Safe for many threads.
public final class PasswordLock {

    private static final int ASSOCIATED_HEADER_BYTES = 26;

    private final SecureRandom random;
    private final int atOnce;
    private final Duration patience;
    private final UnlockCost cost;
    private final UnlockCost most;
    private final Semaphore permits;

    /// Two at once, ten seconds of patience, the usual cost.
    public PasswordLock(SecureRandom random) {
        this(random, 2, Duration.ofSeconds(10), UnlockCost.DEFAULT, UnlockCost.MOST);
    }

    /// @param atOnce attempts that may run beside each other
    /// @param patience how long an attempt waits for its turn
    /// @param cost of new unlockers
    /// @param most that is computed for an unlocker, which comes from outside
    public PasswordLock(
            SecureRandom random, int atOnce, Duration patience, UnlockCost cost, UnlockCost most) {
        if (!cost.isWithin(most)) {
            throw new IllegalArgumentException(
                    "new unlockers would take %s, here they may take %s".formatted(cost, most));
        }
        this.cost = cost;
        this.most = most;
        this.random = random;
        this.atOnce = atOnce;
        this.patience = patience;
        this.permits = new Semaphore(atOnce, true);
    }

    /// A new way to open the account.
    public Unlocker lock(MasterKey master, Secret secret, AccountNumber account) {
        return lock(master, secret, account, cost);
    }

    /// Whether the unlocker takes less of anything than a new one would.
    public boolean isWeak(Unlocker unlocker) {
        return unlocker.cost().isBelow(cost);
    }

    /// The same way to open the account, at no less than what new ones cost, and at no less of
    /// anything than before.
    ///
    /// @param secret that opens the weak one
    public Unlocker strengthen(
            Unlocker weak, MasterKey master, Secret secret, AccountNumber account) {
        return lock(master, secret, account, weak.cost().raisedTo(cost));
    }

    private Unlocker lock(
            MasterKey master, Secret secret, AccountNumber account, UnlockCost price) {
        ByteString salt = randomBytes(Unlocker.SALT_BYTES);
        ByteString nonce = randomBytes(Unlocker.NONCE_BYTES);
        Unlocker unwrapped = unlocker(secret.kind(), price, salt, nonce, new byte[0]);
        SecretKey key = unlockKey(unwrapped, secret);
        byte[] plain = master.dangerousBytes();
        byte[] wrapped =
                AesGcm.encrypt(key, nonce.toArray(), associated(unwrapped, account), plain);
        Arrays.fill(plain, (byte) 0);
        return unlocker(secret.kind(), price, salt, nonce, wrapped);
    }

    /// The mirror of [#lock].
    ///
    /// @return empty if the secret is another one, or the unlocker another account's or changed
    /// @throws UnlockerTooCostlyException before any of its memory is taken
    public Optional<MasterKey> unlock(Unlocker unlocker, Secret secret, AccountNumber account) {
        if (!unlocker.cost().isWithin(most)) {
            throw new UnlockerTooCostlyException(unlocker.cost(), most);
        }
        SecretKey key = unlockKey(unlocker, secret);
        return AesGcm.decrypt(
                        key,
                        unlocker.nonce().toArray(),
                        associated(unlocker, account),
                        unlocker.wrappedKey().toArray())
                .map(PasswordLock::masterOf);
    }

    /// Tries every unlocker of the secret's kind, or a decoy if there is none, so that it takes its
    /// time.
    public Optional<MasterKey> unlock(
            List<Unlocker> unlockers, Secret secret, AccountNumber account) {
        List<Unlocker> fitting =
                unlockers.stream().filter(unlocker -> unlocker.kind() == secret.kind()).toList();
        if (fitting.isEmpty()) {
            return unlock(decoy(secret.kind()), secret, account);
        }
        return fitting.stream()
                .flatMap(unlocker -> unlock(unlocker, secret, account).stream())
                .findFirst();
    }

    /// An unlocker that nothing opens, for accounts that do not exist: they take as long to refuse.
    public Unlocker decoy(Unlocker.Kind kind) {
        return unlocker(
                kind,
                cost,
                randomBytes(Unlocker.SALT_BYTES),
                randomBytes(Unlocker.NONCE_BYTES),
                randomBytes(Unlocker.WRAPPED_KEY_BYTES).toArray());
    }

    private static MasterKey masterOf(byte[] secret) {
        MasterKey master = MasterKey.of(secret);
        Arrays.fill(secret, (byte) 0);
        return master;
    }

    private SecretKey unlockKey(Unlocker unlocker, Secret secret) {
        return inTurn(
                () -> {
                    byte[] plain = secret.dangerousBytes();
                    byte[] key = argon2id(unlocker, plain);
                    Arrays.fill(plain, (byte) 0);
                    SecretKey unlockKey = new SecretKeySpec(key, "AES");
                    Arrays.fill(key, (byte) 0);
                    return unlockKey;
                });
    }

    private static byte[] argon2id(Unlocker unlocker, byte[] secret) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(unlocker.cost().memoryKib())
                        .withIterations(unlocker.cost().iterations())
                        .withParallelism(unlocker.cost().parallelism())
                        .withSalt(unlocker.salt().toArray())
                        .build());
        byte[] key = new byte[FileKey.BYTES];
        generator.generateBytes(secret, key);
        return key;
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new UnlockingBusyException(atOnce, patience);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UnlockingBusyException(atOnce, patience);
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    /// What stands before the nonce in an unlocker, and the account.
    private static byte[] associated(Unlocker unlocker, AccountNumber account) {
        ByteBuffer buffer = ByteBuffer.allocate(Unlocker.BYTES);
        unlocker.writeTo(buffer);
        buffer.position(ASSOCIATED_HEADER_BYTES).putInt((int) account.value());
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static Unlocker unlocker(
            Unlocker.Kind kind,
            UnlockCost cost,
            ByteString salt,
            ByteString nonce,
            byte[] wrapped) {
        return new Unlocker(
                kind,
                cost,
                salt,
                nonce,
                ByteString.of(Arrays.copyOf(wrapped, Unlocker.WRAPPED_KEY_BYTES)));
    }

    private ByteString randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.of(bytes);
    }
}
