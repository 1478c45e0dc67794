package dev.stowage.customer;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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
/// @param sessionLife of a new session
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
        @DefaultValue("7d") Duration idleRanges,
        @DefaultValue("30d") Duration closingGrace,
        @DefaultValue("30s") Duration silence,
        @DefaultValue("10s") Duration placementSilence) {

    /// Without the secrets.
    @Override
    public String toString() {
        return "CustomerProperties[data=%s, placementUrl=%s, window=%s]"
                .formatted(data, placementUrl, window);
    }
}
