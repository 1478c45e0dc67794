package dev.stowage.format.account;

/// The path of a folder. A folder exists as long as a file lies below it.
///
/// @param value empty for the folder of everything, else as in a [FilePath]
public record FolderPath(String value) {

    public static final FolderPath ROOT = new FolderPath("");

    public FolderPath {
        if (!value.isEmpty()) {
            PathText.require(value);
        }
    }

    /// The file or folder of this name in here.
    public String child(String name) {
        return prefix() + name;
    }

    /// What the paths of all files below start with.
    String prefix() {
        return value.isEmpty() ? "" : value + "/";
    }

    @Override
    public String toString() {
        return value;
    }
}
