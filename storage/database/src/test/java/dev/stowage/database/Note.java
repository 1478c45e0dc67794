package dev.stowage.database;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/// What the tests keep.
@Entity
class Note {

    @Id private long id;
    private String content = "";

    protected Note() {}

    Note(long id, String content) {
        this.id = id;
        this.content = content;
    }

    long id() {
        return id;
    }

    String content() {
        return content;
    }
}
