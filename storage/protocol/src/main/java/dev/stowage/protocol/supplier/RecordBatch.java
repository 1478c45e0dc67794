package dev.stowage.protocol.supplier;

import dev.stowage.format.record.FragmentRecord;
import java.util.List;

/// Records of one account for one supplier.
public record RecordBatch(List<FragmentRecord> records) {

    public static final String MEDIA_TYPE = "application/vnd.stowage.records";

    /// Bytes of one request or answer; larger ones are cut by the caller.
    public static final int MAX_BYTES = 72 << 20;

    /// Records of one request.
    public static final int MAX_RECORDS = 4096;

    public RecordBatch {
        records = List.copyOf(records);
        if (records.isEmpty() || records.size() > MAX_RECORDS) {
            throw new IllegalArgumentException(
                    "a batch has 1 … %d records, got %d".formatted(MAX_RECORDS, records.size()));
        }
    }
}
