package dev.stowage.protocol.supplier;

import java.util.List;

/// Records wanted from one supplier.
public record FetchRequest(List<WantedRecord> records) {

    /// Records of one request.
    public static final int MAX_RECORDS = 4096;

    public FetchRequest {
        records = List.copyOf(records);
        if (records.isEmpty() || records.size() > MAX_RECORDS) {
            throw new IllegalArgumentException(
                    "a fetch asks for 1 … %d records, got %d"
                            .formatted(MAX_RECORDS, records.size()));
        }
    }
}
