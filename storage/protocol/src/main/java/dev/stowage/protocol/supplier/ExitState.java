package dev.stowage.protocol.supplier;

/// How far a supplier is with leaving.
public enum ExitState {

    /// It stays.
    STAYS,

    /// Notice is given; records are stored and fetched as ever.
    LEAVES,

    /// The contracts have ended: records can only be fetched.
    GRACE,

    /// Nothing lives here any more: its directory may be removed.
    REMOVABLE
}
