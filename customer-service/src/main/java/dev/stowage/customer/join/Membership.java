package dev.stowage.customer.join;

import dev.stowage.customer.secret.SecretFile;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.JoinRequest;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.ServiceCertificate;
import dev.stowage.protocol.wire.StowageJson;
import dev.stowage.transfer.token.ServiceTokens;
import dev.stowage.transfer.token.SignedServiceTokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// This service's place in an installation: it joins placement, keeps trying until that answers,
/// and renews its certificate at half its life.
public final class Membership implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final byte[] PROOF = "stowage join 1".getBytes(StandardCharsets.UTF_8);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);

    private final SigningKey identity;
    private final SecretFile kept;
    private final PlacementApi placement;
    private final @Nullable String joinCode;
    private final Clock clock;
    private final ServiceTokens tokens;
    private final JsonMapper json = JsonMapper.builder().addModule(new StowageJson()).build();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Joined joined;
    private volatile boolean ready;

    /// @param identity this service's key, the same for ever
    /// @param kept where the certificate outlives the process
    /// @param joinCode needed for the first joining only
    public Membership(
            SigningKey identity,
            SecretFile kept,
            PlacementApi placement,
            @Nullable String joinCode,
            Clock clock) {
        this.identity = identity;
        this.kept = kept;
        this.placement = placement;
        this.joinCode = joinCode;
        this.clock = clock;
        this.tokens = new SignedServiceTokens(() -> require().certificate(), identity, clock);
    }

    /// The key of this service, kept in a file of its own.
    public static SigningKey identity(SecretFile file, SecureRandom random) {
        String text =
                file.readOrCreate(
                        () ->
                                Base64.getEncoder()
                                        .encodeToString(SigningKey.random(random).dangerousSeed()));
        return SigningKey.ofSeed(Base64.getDecoder().decode(text));
    }

    /// Tokens of this service, from its first joining on.
    public ServiceTokens tokens() {
        return tokens;
    }

    /// Whether this service has joined and may serve.
    public boolean isReady() {
        return ready;
    }

    /// Joins and stays joined, on a thread of its own, until closed.
    ///
    /// @param whenJoined called once, before the service counts as joined
    public void start(Consumer<Joined> whenJoined) {
        Thread.ofVirtual().name("membership").start(() -> run(whenJoined));
    }

    private void run(Consumer<Joined> whenJoined) {
        Duration pause = FIRST_PAUSE;
        Optional<Joined> known = readKept();
        while (isOpen()) {
            try {
                Joined now = known.isPresent() ? known.get() : enter();
                known = Optional.empty();
                joined = now;
                if (!ready) {
                    whenJoined.accept(now);
                    ready = true;
                    LOG.info("joined as {}", now.service());
                }
                pause = FIRST_PAUSE;
                sleep(untilRenewal(now));
            } catch (Fault fault) {
                LOG.warn(
                        "not joined, trying again in {} ms: {}",
                        pause.toMillis(),
                        fault.getMessage());
                sleep(pause);
                pause = longer(pause);
            } catch (RuntimeException failure) {
                LOG.error("not joined, trying again in {} ms", pause.toMillis(), failure);
                sleep(pause);
                pause = longer(pause);
            }
        }
    }

    private Joined enter() {
        Joined entered = joined == null ? join() : renewOrJoin();
        kept.write(json.writeValueAsString(entered));
        return entered;
    }

    private Joined renewOrJoin() {
        try {
            return placement.renewCertificate("Bearer " + tokens.tokenFor(AccountToken.PLACEMENT));
        } catch (Fault refused) {
            if (refused.code().status() != 401 || joinCode == null) {
                throw refused;
            }
            return join();
        }
    }

    private Joined join() {
        String code = joinCode == null ? "" : joinCode;
        byte[] text = code.getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(PROOF, PROOF.length + text.length);
        System.arraycopy(text, 0, message, PROOF.length, text.length);
        String proof =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(identity.sign(message).toBytes());
        return placement.join(
                new JoinRequest(
                        code, ServiceRole.CUSTOMER, identity.verifyingKey(), proof, List.of()));
    }

    private Optional<Joined> readKept() {
        try {
            return kept.read()
                    .map(text -> json.readValue(text, Joined.class))
                    .filter(known -> expiry(known).isAfter(clock.instant().plus(SHORTEST_LIFE)));
        } catch (JacksonException | Fault useless) {
            LOG.warn("the kept certificate is of no use, joining again: {}", useless.getMessage());
            return Optional.empty();
        }
    }

    private Duration untilRenewal(Joined now) {
        Duration left = Duration.between(clock.instant(), expiry(now));
        return left.dividedBy(2).compareTo(SHORTEST_LIFE) < 0 ? SHORTEST_LIFE : left.dividedBy(2);
    }

    private Instant expiry(Joined known) {
        return ServiceCertificate.verify(known.certificate(), known.placementKey(), clock)
                .expiresAt();
    }

    private Joined require() {
        Joined now = joined;
        if (now == null) {
            throw new IllegalStateException("this service has not joined yet");
        }
        return now;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void sleep(Duration time) {
        try {
            boolean _ = closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
