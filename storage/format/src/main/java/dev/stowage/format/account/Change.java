package dev.stowage.format.account;

/// One step from a catalogue to the next.
public sealed interface Change {

    /// The path that it is about.
    FilePath path();

    /// The file is there now, new or instead of what was there.
    record Put(FileEntry entry) implements Change {
        @Override
        public FilePath path() {
            return entry.path();
        }
    }

    /// The file is not there any more; no matter whether it was.
    record Delete(FilePath path) implements Change {}
}
