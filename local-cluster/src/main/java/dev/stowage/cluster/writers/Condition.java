package dev.stowage.cluster.writers;

/// What a client wants to hold before something is changed.
sealed interface Condition {

    /// Whatever is there.
    record None() implements Condition {}

    /// `If-None-Match: *`.
    record IfAbsent() implements Condition {}

    /// `If-Match`.
    ///
    /// @param tag with its quotes
    record IfTag(String tag) implements Condition {}
}
