package dev.stowage.format.account;

/// One of the things that a snapshot holds: a file, or a version that is kept.
interface Row {

    /// Its place among all rows of a catalogue.
    String key();

    /// Bytes of its change.
    int changeLength();

    /// What puts it into a catalogue.
    Change change();
}
