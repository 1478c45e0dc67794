package dev.stowage.supplier.store;

/// An entry and where it stands.
///
/// @param offset of its header in the file
record LogEntry(LogName file, long offset, EntryHeader header) {

    /// Where its body stands.
    Place place() {
        return Place.ofBody(file, bodyOffset(), header.length(), header.subject());
    }

    private long bodyOffset() {
        return offset + EntryHeader.BYTES;
    }

    /// The offset behind it.
    long end() {
        return bodyOffset() + header.length();
    }
}
