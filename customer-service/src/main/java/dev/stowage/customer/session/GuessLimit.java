package dev.stowage.customer.session;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.door.ClientNetwork;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Slows down whoever guesses passwords, and not the owner beside him.
///
/// Wrong passwords within a minute are counted for an account from one network, for a network
/// whatever the account, and for an account from all networks from which it was not opened lately.
/// When there are too many of the latter, one try in some seconds is let through from a network
/// that has not failed: an owner on a journey is slowed, never locked out, and at home he notices
/// nothing. A try counts from its beginning, so that many at once are no way around.
final class GuessLimit {

    static final int MOST_OF_PAIR = 10;
    static final int MOST_OF_NETWORK = 60;
    static final int MOST_OF_STRANGERS = 30;
    static final Duration PERIOD = Duration.ofMinutes(1);
    static final Duration TRICKLE = Duration.ofSeconds(5);
    private static final Duration KNOWN = Duration.ofDays(30);
    private static final int MOST_REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<Pair, Tries> pairs = bounded();
    private final Map<ClientNetwork, Tries> networks = bounded();
    private final Map<AccountNumber, Strangers> strangers = bounded();
    private final Map<Pair, Instant> known = bounded();

    GuessLimit(Clock clock) {
        this.clock = clock;
    }

    /// An account, and from where it is tried.
    private record Pair(AccountNumber account, ClientNetwork network) {}

    /// Lets somebody try a password.
    ///
    /// @return what becomes of the try: a failure if nothing is said
    /// @throws Fault `too-many-requests`
    synchronized Try admit(AccountNumber account, ClientNetwork network) {
        Instant now = clock.instant();
        Pair pair = new Pair(account, network);
        Tries ofPair = pairs.getOrDefault(pair, new Tries());
        Tries ofNetwork = networks.getOrDefault(network, new Tries());
        Strangers ofStrangers =
                isKnown(pair, now) ? null : strangers.getOrDefault(account, new Strangers());
        ofPair.requireFewer(
                MOST_OF_PAIR, now, "for account %s from %s".formatted(account, network));
        ofNetwork.requireFewer(MOST_OF_NETWORK, now, "from " + network);
        if (ofStrangers != null) {
            ofStrangers.requireFewer(account, ofPair.count(now) == 0, now);
            strangers.put(account, ofStrangers);
        }
        // Only now: whoever is refused pushes nobody out of memory.
        pairs.put(pair, ofPair);
        networks.put(network, ofNetwork);
        return new Try(pair, now, ofPair, ofNetwork, ofStrangers);
    }

    /// An account was opened from there.
    synchronized void opened(AccountNumber account, ClientNetwork network) {
        known.put(new Pair(account, network), clock.instant());
    }

    private boolean isKnown(Pair pair, Instant now) {
        Instant opened = known.get(pair);
        return opened != null && now.isBefore(opened.plus(KNOWN));
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };
    }

    /// A password on trial.
    final class Try {

        private final Pair pair;
        private final Instant since;
        private final Tries ofPair;
        private final Tries ofNetwork;
        private final @Nullable Strangers ofStrangers;

        private Try(
                Pair pair,
                Instant since,
                Tries ofPair,
                Tries ofNetwork,
                @Nullable Strangers ofStrangers) {
            this.pair = pair;
            this.since = since;
            this.ofPair = ofPair;
            this.ofNetwork = ofNetwork;
            this.ofStrangers = ofStrangers;
            ofPair.add(since);
            ofNetwork.add(since);
            if (ofStrangers != null) {
                ofStrangers.tries.add(since);
            }
        }

        /// Tries the password.
        ///
        /// @param trial throws if it could not be tried: then nothing is counted
        <T> T count(Supplier<T> trial) {
            try {
                return trial.get();
            } catch (RuntimeException | Error untried) {
                withdraw();
                throw untried;
            }
        }

        /// The password was right: whoever mistyped it before is forgiven.
        void succeeded() {
            withdraw();
            synchronized (GuessLimit.this) {
                for (Instant mistyped : ofPair.recent) {
                    ofNetwork.remove(mistyped);
                    if (ofStrangers != null) {
                        ofStrangers.tries.remove(mistyped);
                    }
                }
                pairs.remove(pair);
            }
        }

        private void withdraw() {
            synchronized (GuessLimit.this) {
                ofPair.remove(since);
                ofNetwork.remove(since);
                if (ofStrangers != null) {
                    ofStrangers.tries.remove(since);
                }
            }
        }
    }

    /// When something was tried within the last minute, the oldest first.
    private static final class Tries {

        private final Deque<Instant> recent = new ArrayDeque<>();

        void add(Instant when) {
            recent.addLast(when);
        }

        void remove(Instant when) {
            recent.removeFirstOccurrence(when);
        }

        /// A clock that was set back makes nobody wait for what it says was later.
        int count(Instant now) {
            recent.removeIf(each -> each.isBefore(now.minus(PERIOD)) || each.isAfter(now));
            return recent.size();
        }

        void requireFewer(int limit, Instant now, String which) {
            if (count(now) >= limit) {
                throw refused(
                        recent.size(), limit, which, until(recent.getFirst().plus(PERIOD), now));
            }
        }
    }

    /// Tries of one account from where it was not opened lately.
    private static final class Strangers {

        private final Tries tries = new Tries();
        private Instant nextTry = Instant.MIN;

        /// @param fresh whether nothing was tried from there for a minute
        void requireFewer(AccountNumber account, boolean fresh, Instant now) {
            if (tries.count(now) < MOST_OF_STRANGERS) {
                return;
            }
            if (nextTry.isAfter(now.plus(TRICKLE))) {
                nextTry = now;
            }
            if (!fresh || now.isBefore(nextTry)) {
                throw refused(
                        tries.recent.size(),
                        MOST_OF_STRANGERS,
                        "for account %s from where it was not opened lately".formatted(account),
                        fresh ? until(nextTry, now) : PERIOD.toSeconds());
            }
            nextTry = now.plus(TRICKLE);
        }
    }

    private static long until(Instant then, Instant now) {
        return Math.max(1, Duration.between(now, then).plusMillis(999).toSeconds());
    }

    private static Fault refused(int tries, int limit, String which, long seconds) {
        return new Fault(
                        FaultCode.TOO_MANY_REQUESTS,
                        "%d wrong passwords within %d s %s: try again in %d s"
                                .formatted(tries, PERIOD.toSeconds(), which, seconds))
                .with("failures", tries)
                .with("limit", limit)
                .with("retryAfterSeconds", seconds);
    }
}
