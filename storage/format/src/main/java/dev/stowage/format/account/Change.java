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

    /// The file is not there any more; no matter whether it was. Versions that are kept stay.
    record Delete(FilePath path) implements Change {}

    /// The version is kept beside what is or was at its path, as the youngest of those.
    record Keep(FileEntry entry) implements Change {
        @Override
        public FilePath path() {
            return entry.path();
        }
    }

    /// The version is not kept any more; no matter whether it was.
    record Forget(FilePath path, FileVersion version) implements Change {}
}
