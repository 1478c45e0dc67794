package dev.stowage.supplier.store;

/// What a fact is about.
public enum FactKind {

    /// What is granted to an account.
    CONTRACT(5, 2),

    /// What placement said of the supplier itself.
    MEMBERSHIP(6, 2),

    /// Which volume this is, and whose.
    VOLUME(16, 2),

    /// How far the drain of this volume is.
    DRAIN(17, 2),

    /// What an account says is alive.
    LIVE_SETS(9, 1),

    /// Blocks of an account that were found dead and wait for the trash.
    CANDIDATES(11, 1),

    /// What time it is by the supplier's own time.
    SERVICE_TIME(12, 2),

    /// When the supplier leaves.
    DEPARTURE(15, 2),

    /// Services that placement does not believe any more.
    REVOCATIONS(20, 2),

    /// By which key an account signs since its first one was replaced.
    OWNER(21, 2),

    /// How far the supplier has heard which keys were replaced.
    SUCCESSIONS(22, 2),

    /// That an account is to be gone, or stays after all, and when.
    CLOSING(23, 2),

    /// How far the supplier has heard which accounts are closed.
    CLOSINGS(24, 2),

    /// That an account is gone: nothing of it in this log counts, whatever it is and wherever it
    /// stands. It has no content.
    ERASED(25, 2);

    private final byte number;
    private final int copies;

    /// @param number of the kind on disk
    /// @param copies that are written, so that a flipped bit costs none
    FactKind(int number, int copies) {
        this.number = (byte) number;
        this.copies = copies;
    }

    byte number() {
        return number;
    }

    int copies() {
        return copies;
    }

    /// @throws IllegalArgumentException if no fact has this number
    static FactKind of(byte number) {
        for (FactKind kind : values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no entry has kind " + number);
    }
}
