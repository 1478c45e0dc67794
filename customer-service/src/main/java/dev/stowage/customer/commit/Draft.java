package dev.stowage.customer.commit;

import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FileVersion;
import dev.stowage.format.key.FileKey;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.run.RunReference;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Digest;
import java.time.Instant;
import java.util.List;

/// A file that is about to be, but for where its runs lie.
///
/// @param key under which its runs are encrypted
/// @param wrappedKey the same for the account file
public record Draft(
        FilePath path,
        FileVersion version,
        Instant modified,
        FileKey key,
        ByteString wrappedKey,
        Layout layout) {

    /// The file as the account file notes it.
    public FileEntry entry(long size, Digest content, List<RunReference> runs) {
        return new FileEntry(path, version, size, modified, content, wrappedKey, layout, runs);
    }
}
