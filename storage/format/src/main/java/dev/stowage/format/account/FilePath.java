package dev.stowage.format.account;

/// The path of a file: `folder/folder/name`.
///
/// Kept as given: NFC and NFD are different names. Ordered as text.
///
/// @param value 1 … 1024 bytes of UTF-8; no `.`, `..` or empty parts, no NUL
public record FilePath(String value) implements Comparable<FilePath> {

    public static final int MAX_BYTES = PathText.MAX_BYTES;

    public FilePath {
        PathText.require(value);
    }

    /// The last part.
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /// The folder that holds the file.
    public FolderPath folder() {
        return new FolderPath(value.substring(0, Math.max(0, value.lastIndexOf('/'))));
    }

    @Override
    public int compareTo(FilePath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
