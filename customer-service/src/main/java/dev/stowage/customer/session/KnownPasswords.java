package dev.stowage.customer.session;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.key.MasterKey;
import dev.stowage.format.key.Unlocker;
import dev.stowage.format.signature.ByteString;
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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Passwords that were right a few minutes ago, as HMAC under a key that dies with this process:
/// Argon2id need not be computed for every request with HTTP Basic.
final class KnownPasswords {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MOST = 4096;

    private final SecretKeySpec key;
    private final Duration life;
    private final Clock clock;
    private final Map<ByteString, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    KnownPasswords(SecureRandom random, Duration life, Clock clock) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        this.life = life;
        this.clock = clock;
    }

    private record Known(MasterKey master, List<Unlocker> unlockers, Instant until) {}

    /// The master key that this password opened not long ago.
    ///
    /// @param unlockers of the current head: after a change of password nothing is remembered
    synchronized Optional<MasterKey> find(
            AccountNumber account, String password, List<Unlocker> unlockers) {
        ByteString tag = tag(account, password);
        Known found = known.get(tag);
        if (found == null) {
            return Optional.empty();
        }
        if (clock.instant().isAfter(found.until) || !found.unlockers.equals(unlockers)) {
            known.remove(tag);
            return Optional.empty();
        }
        return Optional.of(found.master);
    }

    synchronized void remember(
            AccountNumber account, String password, List<Unlocker> unlockers, MasterKey master) {
        known.put(tag(account, password), new Known(master, unlockers, clock.instant().plus(life)));
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
