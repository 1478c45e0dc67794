package dev.stowage.protocol.placement;

/// What an event tells of.
public enum EventKind {

    /// A carrier went to a volume of another supplier; with an account, for that one alone.
    CARRIER_REPLACED,

    /// A carrier should have been replaced, and was not.
    REPLACEMENT_REFUSED,

    /// Records of an account are to be made again.
    REBUILD_MADE,

    /// They are where they should be.
    REBUILD_DONE,

    /// They could not be made again, several times; it is tried further.
    REBUILD_STUCK,

    /// A former volume of a carrier need not keep the carrier's records any more.
    FORMER_RELEASED,

    /// A supplier that serves carriers is gone, for how long is not known.
    SUPPLIER_AWAY,

    /// A supplier whose carriers were replaced, or should have been, is there again.
    SUPPLIER_RETURNED
}
