package dev.stowage.protocol.supplier;

import dev.stowage.format.signature.ByteString;

/// A countersigned account head on its way.
public record HeadMessage(ByteString countersigned) {}
