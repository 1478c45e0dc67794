package dev.stowage.supplier.join;

import dev.stowage.database.Database;
import dev.stowage.protocol.placement.Joined;
import jakarta.persistence.EntityManager;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/// The membership in the supplier's database. Changes are durable when they return.
public final class MembershipRepository {

    private final Database database;
    private final EntityManager entities;

    public MembershipRepository(Database database) {
        this.database = database;
        this.entities = database.entityManager();
    }

    /// The row as it stands.
    ///
    /// @param volume the volume's id if this is the first time
    MembershipRow open(UUID volume) {
        MembershipRow row =
                database.reading()
                        .execute(_ -> entities.find(MembershipRow.class, MembershipRow.ONLY));
        if (row != null) {
            return row;
        }
        MembershipRow made = new MembershipRow(volume);
        database.writing().executeWithoutResult(_ -> entities.persist(made));
        return made;
    }

    void save(Joined joined) {
        change(row -> row.setJoined(joined));
    }

    void save(String assignments) {
        change(row -> row.setAssignments(assignments));
    }

    private void change(Consumer<MembershipRow> change) {
        database.writing()
                .executeWithoutResult(
                        _ ->
                                change.accept(
                                        Objects.requireNonNull(
                                                entities.find(
                                                        MembershipRow.class, MembershipRow.ONLY))));
    }
}
