package dev.stowage.protocol.placement;

/// In what condition a volume is. Nothing new comes to one that does not serve.
public enum VolumeCondition {

    /// It stores and fetches.
    SERVING,

    /// Its disk has no room: what is there can be fetched.
    FULL,

    /// Its disk failed or does not answer: perhaps some of what is there can be fetched.
    FAILED
}
