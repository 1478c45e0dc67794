package dev.stowage.protocol.placement;

/// Which services are revoked, signed by placement ([RevocationList]).
///
/// [RevocationList]: dev.stowage.protocol.token.RevocationList
public record Revoked(String revocations) {}
