package dev.stowage.protocol.placement;

/// What a service that joins is.
public enum ServiceRole {
    SUPPLIER,
    CUSTOMER
}
