package dev.stowage.protocol.customer;

import dev.stowage.format.signature.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file.
///
/// @param size bytes
/// @param etag of this version, without quotes
/// @param sha256 of its content
/// @param versions how many there are, where a file is listed of which some are kept beside the
///   current one; else absent
public record FileView(
        String path,
        long size,
        Instant modified,
        String etag,
        Digest sha256,
        @Nullable Integer versions) {}
