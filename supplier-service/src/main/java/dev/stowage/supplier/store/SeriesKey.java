package dev.stowage.supplier.store;

/// What the records of a series have in common.
///
/// @param account its 32 bits
/// @param group its 64 bits
record SeriesKey(int account, long group) {

    static SeriesKey of(RecordKey key) {
        return new SeriesKey(key.account(), key.group());
    }

    /// One of its records.
    RecordKey record(long block, int position) {
        return new RecordKey(account, position, block, group);
    }
}
