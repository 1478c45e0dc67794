package dev.stowage.protocol.customer;

import dev.stowage.format.signature.Digest;
import java.time.Instant;

/// A file.
///
/// @param size bytes
/// @param etag of this version, without quotes
/// @param sha256 of its content
public record FileView(String path, long size, Instant modified, String etag, Digest sha256) {}
