package dev.stowage.customer.session;

import dev.stowage.customer.work.Workers;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.key.MasterKey;
import dev.stowage.format.key.Unlocker;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.door.ClientNetwork;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Passwords that were right a few minutes ago, as HMAC under a key that dies with this process:
/// Argon2id need not be computed for every request with HTTP Basic, and for a burst of requests
/// with the same password only once.
final class KnownPasswords {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MOST = 4096;

    private final SecretKeySpec key;
    private final Duration life;
    private final Clock clock;
    private final Map<ByteString, Known> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Attempt, CompletableFuture<MasterKey>> checks = new ConcurrentHashMap<>();

    KnownPasswords(SecureRandom random, Duration life, Clock clock) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        this.life = life;
        this.clock = clock;
    }

    private record Known(MasterKey master, List<Unlocker> unlockers, Instant until) {}

    /// A password on trial: what one network is refused, another one may be let in with.
    private record Attempt(ByteString tag, List<Unlocker> unlockers, ClientNetwork network) {}

    /// The master key that a password opens.
    ///
    /// @param unlockers of the current head: after a change of password nothing is remembered
    /// @param check opens it by computing, or throws; whoever brings the same password from the
    ///   same network meanwhile waits for the outcome
    MasterKey open(
            AccountNumber account,
            String password,
            List<Unlocker> unlockers,
            ClientNetwork network,
            Supplier<MasterKey> check) {
        Attempt attempt = new Attempt(tag(account, password), unlockers, network);
        return find(attempt).orElseGet(() -> checkOnce(attempt, check));
    }

    private MasterKey checkOnce(Attempt attempt, Supplier<MasterKey> check) {
        CompletableFuture<MasterKey> own = new CompletableFuture<>();
        CompletableFuture<MasterKey> earlier = checks.putIfAbsent(attempt, own);
        if (earlier != null) {
            return Workers.join(earlier);
        }
        try {
            MasterKey master = check.get();
            remember(attempt, master);
            own.complete(master);
            return master;
        } catch (Throwable failure) {
            own.completeExceptionally(failure);
            throw failure;
        } finally {
            checks.remove(attempt);
        }
    }

    private synchronized Optional<MasterKey> find(Attempt attempt) {
        Known found = known.get(attempt.tag);
        if (found == null) {
            return Optional.empty();
        }
        if (clock.instant().isAfter(found.until) || !found.unlockers.equals(attempt.unlockers)) {
            known.remove(attempt.tag);
            return Optional.empty();
        }
        return Optional.of(found.master);
    }

    private synchronized void remember(Attempt attempt, MasterKey master) {
        known.put(attempt.tag, new Known(master, attempt.unlockers, clock.instant().plus(life)));
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private ByteString tag(AccountNumber account, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return ByteString.of(
                    mac.doFinal((account + ":" + password).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
