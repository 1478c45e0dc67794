package dev.stowage.cluster.history;

/// What an operation proves of a file, at the moment when it happened.
///
/// @param content the number of one, or [Operation#ABSENT]
public record Guard(Kind kind, long content) {

    /// What is said of the content.
    enum Kind {
        IS,
        IS_NOT,
        ANYTHING,
        NOTHING
    }

    /// The file may have been anything.
    public static final Guard ALWAYS = new Guard(Kind.ANYTHING, Operation.ABSENT);

    /// No file can have been so.
    public static final Guard NEVER = new Guard(Kind.NOTHING, Operation.ABSENT);

    /// The file had this content.
    public static Guard is(long content) {
        return new Guard(Kind.IS, content);
    }

    /// The file had another content, or was not there.
    public static Guard isNot(long content) {
        return new Guard(Kind.IS_NOT, content);
    }

    /// Whether the operation can have happened to a file with this content.
    boolean allows(long found) {
        return switch (kind) {
            case IS -> found == content;
            case IS_NOT -> found != content;
            case ANYTHING -> true;
            case NOTHING -> false;
        };
    }

    /// Whether it says what the content was.
    boolean names() {
        return kind == Kind.IS;
    }

    /// Whether it is about this content at all.
    boolean isAbout(long which) {
        return (kind == Kind.IS || kind == Kind.IS_NOT) && which == content;
    }

    /// Both hold.
    ///
    /// @throws IllegalArgumentException if both say of different contents that it was not them
    public Guard and(Guard other) {
        if (equals(other) || other.kind == Kind.ANYTHING) {
            return this;
        }
        if (kind == Kind.IS) {
            return other.allows(content) ? this : NEVER;
        }
        if (other.kind == Kind.IS || kind == Kind.ANYTHING) {
            return other.and(this);
        }
        if (kind == Kind.NOTHING || other.kind == Kind.NOTHING) {
            return NEVER;
        }
        throw new IllegalArgumentException(
                "neither %s nor %s names a content".formatted(this, other));
    }
}
