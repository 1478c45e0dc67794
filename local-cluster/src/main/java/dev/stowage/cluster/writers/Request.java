package dev.stowage.cluster.writers;

/// What a client asks for.
sealed interface Request {

    record Put(String path, Content content, Condition condition) implements Request {}

    record Delete(String path, Condition condition) implements Request {}

    record Get(String path) implements Request {}

    record Head(String path) implements Request {}

    /// One version of a file, current or kept.
    ///
    /// @param tag with its quotes
    record GetVersion(String path, String tag) implements Request {}

    /// The versions of a file.
    record Versions(String path) implements Request {}

    /// A folder, or all files if the path is empty.
    record Listing(String folder) implements Request {}
}
