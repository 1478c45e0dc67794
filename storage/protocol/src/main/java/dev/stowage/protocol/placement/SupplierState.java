package dev.stowage.protocol.placement;

/// What placement thinks of a supplier's life. Time in which placement itself was away counts for
/// nobody as silence.
public enum SupplierState {

    /// It was heard of lately, and answers.
    ALIVE,

    /// It missed three heartbeats: nothing new comes to it, all else waits for it.
    SUSPECT,

    /// It has been silent for so long that it counts as away.
    OFFLINE,

    /// It has been silent for so long that it counts as lost.
    DEAD,

    /// It said that it answers nobody for a while: it is away, and not lost.
    MAINTAINED,

    /// It is not believed any more, for ever.
    REVOKED
}
