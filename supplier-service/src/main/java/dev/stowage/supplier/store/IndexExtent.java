package dev.stowage.supplier.store;

/// How far an index file goes.
///
/// @param logBytes of the log file that it tells of
/// @param indexBytes of the index file that are right
/// @param batch highest number of a batch that it tells of
record IndexExtent(long logBytes, long indexBytes, long batch) {

    /// Of an index file that tells nothing.
    static final IndexExtent NONE = new IndexExtent(0, 0, 0);

    /// With a section more.
    IndexExtent plus(IndexSection section) {
        return new IndexExtent(
                section.to(),
                indexBytes + IndexSection.bytes(section.entries().size()),
                Math.max(batch, section.batch()));
    }
}
