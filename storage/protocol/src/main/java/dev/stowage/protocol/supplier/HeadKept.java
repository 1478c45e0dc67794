package dev.stowage.protocol.supplier;

/// The version of the newest head that a supplier keeps durably for an account.
public record HeadKept(long version) {}
