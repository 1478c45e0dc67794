package dev.stowage.transfer.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Tokens by what they are for, kept until shortly before they expire; the least used go first.
final class ExpiringTokens<K> {

    private final int limit;
    private final Duration life;
    private final Duration reserve;
    private final Clock clock;
    private final Map<K, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    /// @param limit the most tokens that are kept
    /// @param life of a new token
    /// @param reserve a token with less life left is made anew
    ExpiringTokens(int limit, Duration life, Duration reserve, Clock clock) {
        this.limit = limit;
        this.life = life;
        this.reserve = reserve;
        this.clock = clock;
    }

    /// @param sign makes a token that expires at the given instant
    synchronized String get(K purpose, Function<Instant, String> sign) {
        Instant now = clock.instant();
        Kept known = kept.get(purpose);
        if (known != null && isGood(known, now)) {
            return known.token;
        }
        Instant expiresAt = now.plus(life);
        String token = sign.apply(expiresAt);
        kept.put(purpose, new Kept(token, expiresAt));
        if (kept.size() > limit) {
            kept.remove(kept.keySet().iterator().next());
        }
        return token;
    }

    /// One that lives longer than any new one was made before the clock was set back: nobody would
    /// believe it.
    private boolean isGood(Kept token, Instant now) {
        return now.isBefore(token.expiresAt.minus(reserve))
                && !token.expiresAt.isAfter(now.plus(life));
    }

    private record Kept(String token, Instant expiresAt) {}
}
