package dev.stowage.supplier.store;

/// An entry and where it stands.
///
/// @param offset of its header in the file
record LogEntry(LogName file, long offset, EntryHeader header) {

    /// Where its body stands.
    Place place() {
        return header.subject() instanceof Subject.OfRecord(_, int length, int fragments)
                ? new Place(file, bodyOffset(), header.length(), length, fragments)
                : new Place(file, bodyOffset(), header.length(), 0, 0);
    }

    private long bodyOffset() {
        return offset + EntryHeader.BYTES;
    }

    /// The offset behind it.
    long end() {
        return bodyOffset() + header.length();
    }
}
