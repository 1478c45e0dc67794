package dev.stowage.transfer.gather;

/// Who is told what readers find. Called from the reader's thread: must be quick and must not
/// throw.
@FunctionalInterface
public interface Findings {

    void found(Finding finding);
}
