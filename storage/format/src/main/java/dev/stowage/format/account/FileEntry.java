package dev.stowage.format.account;

import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.run.RunReference;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Digest;
import java.time.Instant;
import java.util.List;

/// One version of one file, as the account file holds it.
///
/// @param size bytes of the content, 0 … 2^63-1
/// @param modified whole milliseconds; what is finer is cut off
/// @param content SHA-256 of the whole content
/// @param wrappedKey the file's key as [AccountKeys] wraps it
/// @param layout how its blocks are spread
/// @param runs in the order of the content; their plain lengths add up to `size`
public record FileEntry(
        FilePath path,
        FileVersion version,
        long size,
        Instant modified,
        Digest content,
        ByteString wrappedKey,
        Layout layout,
        List<RunReference> runs) {

    /// A file of so many runs of 4 MiB has 4 TiB.
    public static final int MAX_RUNS = 1 << 20;

    public FileEntry {
        runs = List.copyOf(runs);
        if (runs.size() > MAX_RUNS) {
            throw new IllegalArgumentException(
                    "a file has at most %d runs, got %d".formatted(MAX_RUNS, runs.size()));
        }
        long total = 0;
        for (RunReference run : runs) {
            total += run.plainLength();
            requireGroup(layout, run);
        }
        if (total != size) {
            throw new IllegalArgumentException(
                    "a file of %d bytes has runs of %d bytes in all".formatted(size, total));
        }
        if (wrappedKey.length() != AccountKeys.WRAPPED_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a wrapped file key has %d bytes, got %d"
                            .formatted(AccountKeys.WRAPPED_KEY_BYTES, wrappedKey.length()));
        }
        modified = wholeMillis(modified);
    }

    private static Instant wholeMillis(Instant time) {
        try {
            return Instant.ofEpochMilli(time.toEpochMilli());
        } catch (ArithmeticException tooFar) {
            throw new IllegalArgumentException(
                    "a file cannot have been modified at " + time, tooFar);
        }
    }

    private static void requireGroup(Layout layout, RunReference run) {
        if (!run.block().address().group().equals(layout.group())) {
            throw new IllegalArgumentException(
                    "the file is spread over group %s, its block %s is not"
                            .formatted(layout.group(), run.block().address()));
        }
    }

    /// The same content, key and runs under another path: a move without moving bytes. A copy is
    /// this with a new version.
    public FileEntry at(FilePath newPath, FileVersion newVersion) {
        return new FileEntry(
                newPath, newVersion, size, modified, content, wrappedKey, layout, runs);
    }

    /// The same file, its key wrapped anew.
    public FileEntry wrappedAs(ByteString newlyWrappedKey) {
        return new FileEntry(path, version, size, modified, content, newlyWrappedKey, layout, runs);
    }
}
