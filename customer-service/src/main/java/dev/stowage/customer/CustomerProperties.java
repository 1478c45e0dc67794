package dev.stowage.customer;

import dev.stowage.format.key.UnlockCost;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Settings of a customer-service.
///
/// @param data the directory that this service holds for itself: identity, certificate, spool
/// @param placementUrl where placement answers
/// @param joinCode needed for the first joining only
/// @param pepper base64 of 32 bytes, the same for all customer-services of an installation; made
///   and kept in `data` if absent
/// @param window bytes of files in memory at once; a quarter of the heap if absent
/// @param spool the most that waits on disk for suppliers
/// @param sessionLife of a new session, 1 minute … 30 days
/// @param passwordMemory that Argon2id takes for a password, 64MB … 512MB; older ones are wrapped
///   anew at a login, never with less
/// @param passwordPasses of Argon2id over that memory, 3 … 16
/// @param proxies addresses and networks from which gateways ask: they are believed when they say
///   for which client
/// @param idleRanges after which block numbers of a customer-service that does not come back are
///   closed; uploads that take longer may have to be sent again
/// @param closingGrace after which an account is gone that its owner deletes, unless he asks for
///   another one; 366 days at most
/// @param silence how long a supplier may say nothing
/// @param placementSilence how long placement may say nothing
@ConfigurationProperties(prefix = "stowage.customer", ignoreUnknownFields = false)
public record CustomerProperties(
        @DefaultValue("./data/customer") Path data,
        @DefaultValue("http://localhost:8082") URI placementUrl,
        @Nullable String joinCode,
        @Nullable String pepper,
        @DefaultValue("0B") DataSize window,
        @DefaultValue("4GB") DataSize spool,
        @DefaultValue("12h") Duration sessionLife,
        @DefaultValue("64MB") DataSize passwordMemory,
        @DefaultValue("3") int passwordPasses,
        @DefaultValue({
                    "127.0.0.0/8",
                    "::1",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "fc00::/7"
                })
                List<String> proxies,
        @DefaultValue("7d") Duration idleRanges,
        @DefaultValue("30d") Duration closingGrace,
        @DefaultValue("30s") Duration silence,
        @DefaultValue("10s") Duration placementSilence) {

    public CustomerProperties {
        proxies = List.copyOf(proxies);
    }

    /// What a password costs who guesses it.
    UnlockCost passwordCost() {
        long kib = passwordMemory.toKilobytes();
        UnlockCost least = UnlockCost.DEFAULT;
        UnlockCost most = UnlockCost.MOST;
        if (kib < least.memoryKib()
                || kib > most.memoryKib()
                || passwordPasses < least.iterations()
                || passwordPasses > most.iterations()) {
            throw new IllegalArgumentException(
                    "password-memory is %d … %d KiB and password-passes %d … %d, got %d and %d"
                            .formatted(
                                    least.memoryKib(),
                                    most.memoryKib(),
                                    least.iterations(),
                                    most.iterations(),
                                    kib,
                                    passwordPasses));
        }
        return new UnlockCost((int) kib, passwordPasses, least.parallelism());
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return "CustomerProperties[data=%s, placementUrl=%s, window=%s]"
                .formatted(data, placementUrl, window);
    }
}
