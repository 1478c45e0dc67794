package dev.stowage.transfer.gather;

/// Where one fragment of a block can be had, and how far that has come.
final class Source {

    private final int fragment;
    private final int position;
    private final int index;
    private State state = State.UNASKED;

    /// @param fragment 0 … 2K-1
    /// @param position of the carrier that holds it
    /// @param index of the fragment within that carrier's record
    Source(int fragment, int position, int index) {
        this.fragment = fragment;
        this.position = position;
        this.index = index;
    }

    int fragment() {
        return fragment;
    }

    int position() {
        return position;
    }

    /// The bit that asks for it.
    int bit() {
        return 1 << index;
    }

    int index() {
        return index;
    }

    State state() {
        return state;
    }

    boolean is(State other) {
        return state == other;
    }

    void become(State next) {
        state = next;
    }

    /// How far it has come.
    enum State {
        UNASKED,
        ASKED,
        /// Asked, and nobody counts on an answer any more.
        SLOW,
        GOOD,
        FAILED
    }
}
