package dev.stowage.placement.registry;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.token.RevocationList;
import dev.stowage.protocol.token.ServiceCertificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/// Which services are not believed any more, though their certificates have not expired: in memory,
/// where every call asks, and in the database for ever.
///
/// Suppliers are told the newest [RevocationList#MAX_SERVICES]. An older one's certificate has
/// expired; more are refused while it might not have.
public final class Revocations {

    private static final Duration MATTERS = ServiceCertificate.LIFE.plusDays(1);
    private static final Duration TOLD_ANEW = Duration.ofMinutes(1);

    private final RevocationRepository repository;
    private final TransactionOperations writing;
    private final Function<RevocationList, String> signer;
    private final Clock clock;
    private final Map<UUID, RevocationRow> revoked = new ConcurrentHashMap<>();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile Signed revision = Signed.NONE;
    private volatile Signed all = Signed.NONE;

    /// A token and when it was signed.
    private record Signed(long revision, String token, Instant at) {

        static final Signed NONE = new Signed(-1, "", Instant.EPOCH);

        boolean isGood(long newest, Instant now) {
            return revision == newest && !now.isBefore(at) && now.isBefore(at.plus(TOLD_ANEW));
        }
    }

    Revocations(
            RevocationRepository repository,
            TransactionOperations writing,
            Function<RevocationList, String> signer,
            Clock clock) {
        this.repository = repository;
        this.writing = writing;
        this.signer = signer;
        this.clock = clock;
        writing.executeWithoutResult(
                _ -> repository.findAll().forEach(row -> revoked.put(row.service(), row)));
    }

    /// Believes a service no more.
    ///
    /// @return since when; again: as before
    /// @throws Fault `too-many-requests`
    public Instant revoke(UUID service) {
        oneAtATime.lock();
        try {
            RevocationRow known = revoked.get(service);
            if (known != null) {
                return known.revokedAt();
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            requireRoom(now);
            RevocationRow row = new RevocationRow(service, newest() + 1, now);
            writing.executeWithoutResult(_ -> repository.save(row));
            revoked.put(service, row);
            return now;
        } finally {
            oneAtATime.unlock();
        }
    }

    private void requireRoom(Instant now) {
        List<RevocationRow> told = told();
        if (told.size() == RevocationList.MAX_SERVICES
                && told.getLast().revokedAt().plus(MATTERS).isAfter(now)) {
            throw new Fault(
                            FaultCode.TOO_MANY_REQUESTS,
                            "%d services were revoked within %d days; no more can be told to suppliers"
                                    .formatted(RevocationList.MAX_SERVICES, MATTERS.toDays()))
                    .with("limit", RevocationList.MAX_SERVICES);
        }
    }

    /// Refuses a service that is not believed any more.
    ///
    /// @throws Fault `token-refused`
    public void requireNot(UUID service) {
        if (revoked.containsKey(service)) {
            throw new Fault(FaultCode.TOKEN_REFUSED, "service %s was revoked".formatted(service));
        }
    }

    public boolean isRevoked(UUID service) {
        return revoked.containsKey(service);
    }

    /// Since when it is not believed any more.
    public @Nullable Instant revokedAt(UUID service) {
        RevocationRow row = revoked.get(service);
        return row == null ? null : row.revokedAt();
    }

    private long newest() {
        return revoked.values().stream().mapToLong(RevocationRow::revision).max().orElse(0);
    }

    private List<RevocationRow> told() {
        return revoked.values().stream()
                .sorted(Comparator.comparingLong(RevocationRow::revision).reversed())
                .limit(RevocationList.MAX_SERVICES)
                .toList();
    }

    /// The revision alone, signed.
    public String revision() {
        long newest = newest();
        Signed known = revision;
        if (!known.isGood(newest, clock.instant())) {
            known = sign(newest, null);
            revision = known;
        }
        return known.token;
    }

    /// All that suppliers have to know, signed.
    public String all() {
        List<RevocationRow> rows = told();
        long newest = rows.isEmpty() ? 0 : rows.getFirst().revision();
        Signed known = all;
        if (!known.isGood(newest, clock.instant())) {
            known = sign(newest, rows.stream().map(RevocationRow::service).toList());
            all = known;
        }
        return known.token;
    }

    private Signed sign(long newest, @Nullable List<UUID> services) {
        Instant now = clock.instant();
        RevocationList list =
                new RevocationList(newest, services, now.plus(RevocationList.MAX_LIFE));
        return new Signed(newest, signer.apply(list), now);
    }
}
