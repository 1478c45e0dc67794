package dev.stowage.format.account;

import java.util.Arrays;

/// What the commit is of which a link is a part; its number stands in the link.
enum LinkKind {
    /// Changes to the commit before; written by earlier versions.
    PLAIN_DELTA(0, false, true),

    /// A snapshot, or its last portion: the chain ends behind it.
    SNAPSHOT(1, false, false),

    /// Changes to the commit before, behind an outlook.
    DELTA(2, true, true),

    /// A portion of a snapshot behind which another one follows.
    PORTION(3, true, true),

    /// All changes since the snapshot that follows, however many commits they came with.
    JOINT(4, true, true);

    private final int number;
    private final boolean hasOutlook;
    private final boolean goesOn;

    LinkKind(int number, boolean hasOutlook, boolean goesOn) {
        this.number = number;
        this.hasOutlook = hasOutlook;
        this.goesOn = goesOn;
    }

    int number() {
        return number;
    }

    boolean hasOutlook() {
        return hasOutlook;
    }

    /// Whether another commit follows behind its last part.
    boolean goesOn() {
        return goesOn;
    }

    /// Whether its changes need nothing before them.
    boolean isOfSnapshot() {
        return this == SNAPSHOT || this == PORTION;
    }

    static LinkKind of(int number) {
        return Arrays.stream(values())
                .filter(kind -> kind.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no link has the kind " + number));
    }
}
