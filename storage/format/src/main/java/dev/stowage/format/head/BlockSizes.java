package dev.stowage.format.head;

import dev.stowage.format.Bounds;
import dev.stowage.format.layout.Layout;

/// How an account cuts its files.
///
/// @param desired bytes of a block that small files share, 64 KiB … 64 MiB
/// @param maximum bytes that the blocks of large files grow to, desired … 64 MiB
public record BlockSizes(int desired, int maximum) {

    public static final int MIN = 64 << 10;
    public static final int MAX = Layout.MAX_BLOCK_BYTES;
    public static final BlockSizes DEFAULT = new BlockSizes(1 << 20, 4 << 20);

    /// Blocks of the account file.
    public static final int ACCOUNT_FILE = 64 << 10;

    public BlockSizes {
        Bounds.requireRange("block size in bytes", desired, MIN, MAX);
        Bounds.requireRange("maximum block size in bytes", maximum, desired, MAX);
    }

    /// The same, where a layout needs larger blocks as large as it needs.
    public BlockSizes raisedFor(Layout layout) {
        int least = minimumOf(layout);
        return new BlockSizes(Math.max(desired, least), Math.max(maximum, least));
    }

    /// The least block size of a layout: fragments stay at 1 KiB or more.
    public static int minimumOf(Layout layout) {
        return Math.max(MIN, layout.dataFragments() * Layout.MIN_FRAGMENT_BYTES);
    }
}
