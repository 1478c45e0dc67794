package dev.stowage.cluster.history;

/// What became of a history.
public enum Verdict {
    /// It could have happened one operation after the other.
    LINEARIZABLE,

    /// It could not.
    VIOLATED,

    /// That was not found out with as many steps as were allowed.
    UNDECIDED
}
