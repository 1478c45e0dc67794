package dev.stowage.placement.join;

import dev.stowage.format.signature.Signature;
import dev.stowage.placement.access.Identity;
import dev.stowage.placement.access.SecretCode;
import dev.stowage.placement.registry.Revocations;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.ServiceRepository;
import dev.stowage.placement.registry.ServiceRow;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.JoinCode;
import dev.stowage.protocol.placement.JoinCodeRequest;
import dev.stowage.protocol.placement.JoinRequest;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.token.ServiceCertificate;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.transaction.support.TransactionOperations;

/// How services join: with a code that an operator made, and a key that they prove to hold.
public final class Joining {

    private static final Duration BOOTSTRAP_LIFE = Duration.ofDays(3650);
    private static final String PURPOSE = "stowage join 1";

    private final JoinCodeRepository codes;
    private final ServiceRepository services;
    private final Roster roster;
    private final Revocations revocations;
    private final Identity identity;
    private final TransactionOperations writing;
    private final SecureRandom random;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Joining(
            JoinCodeRepository codes,
            ServiceRepository services,
            Roster roster,
            Revocations revocations,
            Identity identity,
            TransactionOperations writing,
            SecureRandom random,
            Clock clock) {
        this.codes = codes;
        this.services = services;
        this.roster = roster;
        this.revocations = revocations;
        this.identity = identity;
        this.writing = writing;
        this.random = random;
        this.clock = clock;
    }

    /// Makes a code; only its hash is kept.
    public JoinCode makeCode(JoinCodeRequest request) {
        SecretCode code = SecretCode.random(random);
        Instant now = clock.instant();
        Instant expiresAt = now.plusSeconds(request.validSeconds());
        writing.executeWithoutResult(
                _ -> {
                    codes.deleteExpired(now);
                    codes.save(
                            new JoinCodeRow(
                                    code.hash(),
                                    request.role(),
                                    request.owner(),
                                    request.zone(),
                                    request.tags() == null ? Set.of() : request.tags(),
                                    request.uses(),
                                    expiresAt));
                });
        return new JoinCode(code.text(), request.uses(), expiresAt);
    }

    /// Takes in a code of the configuration, for services of every role. One that is known already
    /// keeps the uses that it has left.
    public void admitBootstrapCode(String code, int uses) {
        String hash = new SecretCode(code).hash();
        Instant expiresAt = clock.instant().plus(BOOTSTRAP_LIFE);
        writing.executeWithoutResult(
                _ -> {
                    if (!codes.existsById(hash)) {
                        codes.save(
                                new JoinCodeRow(hash, null, null, null, Set.of(), uses, expiresAt));
                    }
                });
    }

    /// Joins a service. One that joined already with this key gets its answer again, whatever its
    /// code.
    ///
    /// @throws Fault `join-code-refused`, `foreign-signature`, `forbidden`
    public Joined join(JoinRequest request) {
        requireProof(request);
        oneAtATime.lock();
        try {
            ServiceRow service = writing.execute(_ -> findOrAdmit(request));
            if (service.role() != request.role()) {
                throw new Fault(
                        FaultCode.FORBIDDEN,
                        "this key has joined as a %s, not as a %s"
                                .formatted(service.role(), request.role()));
            }
            requireBelieved(service);
            if (service.role() == ServiceRole.SUPPLIER) {
                roster.join(service);
            }
            return certified(service);
        } finally {
            oneAtATime.unlock();
        }
    }

    private void requireBelieved(ServiceRow service) {
        if (revocations.isRevoked(service.id())) {
            throw new Fault(
                    FaultCode.FORBIDDEN,
                    "service %s was revoked: it can join again with another key only"
                            .formatted(service.id()));
        }
    }

    private ServiceRow findOrAdmit(JoinRequest request) {
        Optional<ServiceRow> known = services.findByVerifyingKey(request.key().toString());
        return known.orElseGet(() -> admit(request));
    }

    private ServiceRow admit(JoinRequest request) {
        String hash = new SecretCode(request.joinCode()).hash();
        Instant now = clock.instant();
        JoinCodeRow code =
                codes.findById(hash)
                        .filter(row -> row.permits(request.role(), now))
                        .orElseThrow(Joining::refused);
        if (codes.use(hash, now) != 1) {
            throw refused();
        }
        return services.save(
                new ServiceRow(
                        newId(),
                        request.role(),
                        request.key(),
                        code.owner(),
                        code.zone(),
                        code.tags(),
                        now));
    }

    private UUID newId() {
        byte[] seed = new byte[16];
        random.nextBytes(seed);
        return UUID.nameUUIDFromBytes(seed);
    }

    /// A certificate with a new expiry.
    ///
    /// @throws Fault `forbidden` if no such service joined here
    public Joined renew(UUID service) {
        return certified(
                services.findById(service)
                        .orElseThrow(
                                () ->
                                        new Fault(
                                                FaultCode.FORBIDDEN,
                                                "no service %s has joined here"
                                                        .formatted(service))));
    }

    private Joined certified(ServiceRow service) {
        Instant expiresAt = clock.instant().plus(ServiceCertificate.LIFE);
        String certificate =
                new ServiceCertificate(service.id(), service.role(), service.key(), expiresAt)
                        .sign(identity.key());
        return new Joined(
                service.id(),
                certificate,
                identity.verifyingKey(),
                service.owner(),
                service.zone());
    }

    private static void requireProof(JoinRequest request) {
        if (request.joinCode().length() > SecretCode.MAX_CHARACTERS) {
            throw refused();
        }
        byte[] message = (PURPOSE + request.joinCode()).getBytes(StandardCharsets.UTF_8);
        if (!request.key().verifies(message, proof(request))) {
            throw new Fault(
                    FaultCode.FOREIGN_SIGNATURE,
                    "the proof is no signature by the key that it comes with");
        }
    }

    private static Signature proof(JoinRequest request) {
        try {
            return Signature.of(Base64.getUrlDecoder().decode(request.proof()));
        } catch (IllegalArgumentException malformed) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "the proof cannot be read: " + malformed.getMessage(),
                    malformed);
        }
    }

    private static Fault refused() {
        return new Fault(
                FaultCode.JOIN_CODE_REFUSED,
                "the join code is unknown, used up, expired or for another role");
    }
}
