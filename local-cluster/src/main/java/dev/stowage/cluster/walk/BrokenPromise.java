package dev.stowage.cluster.walk;

/// What must be true in a small house is not.
final class BrokenPromise extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokenPromise(String what) {
        super(what);
    }
}
