package dev.stowage.placement.carrier;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcOperations;

/// Enters octets in the database, many at once.
final class OctetRepository {

    private final JdbcOperations database;

    OctetRepository(JdbcOperations database) {
        this.database = database;
    }

    /// Fails if one of the carriers exists: an id is given once.
    ///
    /// @param volumes that serve the carriers first, first + 1 …
    /// @return first
    long form(long first, List<UUID> volumes) {
        List<Object[]> rows =
                IntStream.range(0, volumes.size())
                        .mapToObj(index -> new Object[] {first + index, volumes.get(index)})
                        .toList();
        database.batchUpdate("insert into carrier (id, generation, volume) values (?, 1, ?)", rows);
        return first;
    }
}
