package dev.stowage.supplier.store;

/// Where the body of an entry stands, and what of it is fragments.
///
/// @param offset in the file
/// @param length of the body
/// @param fragments of a record, 0 of anything else
record Place(LogName file, long offset, int length, int fragmentLength, int fragments) {

    /// @param offset of the body of an entry
    /// @param length of the body
    static Place ofBody(LogName file, long offset, int length, Subject subject) {
        return subject instanceof Subject.OfRecord(_, int fragmentLength, int fragments)
                ? new Place(file, offset, length, fragmentLength, fragments)
                : new Place(file, offset, length, 0, 0);
    }

    /// Bytes of a record before its fragments.
    int headerLength() {
        return length - fragmentLength * fragments;
    }

    /// Bytes that count against a quota.
    long padded() {
        return (long) fragmentLength * fragments;
    }
}
