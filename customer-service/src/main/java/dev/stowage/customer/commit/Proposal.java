package dev.stowage.customer.commit;

import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FileVersion;
import dev.stowage.format.head.BlockSizes;
import dev.stowage.format.signature.Digest;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import java.nio.ByteBuffer;
import java.util.List;

/// A change of one file that somebody wants to be committed.
public sealed interface Proposal {

    int MOST_PACKED_BYTES = 4 << 20;

    FilePath path();

    Precondition precondition();

    /// Bytes of content that the commit packs.
    default int packedBytes() {
        return 0;
    }

    /// Bytes of content that one commit packs if it packs this: wide layouts fill large blocks.
    default int togetherBytes() {
        return MOST_PACKED_BYTES;
    }

    /// A file whose content is small: it shares a block with others of the same commit.
    ///
    /// @param seen what its sender could know
    /// @param content all of it, at least one byte; only read
    record Small(
            Draft draft, Precondition precondition, Seen seen, ByteBuffer content, Digest digest)
            implements Proposal {

        @Override
        public FilePath path() {
            return draft.path();
        }

        @Override
        public int packedBytes() {
            return content.remaining();
        }

        @Override
        public int togetherBytes() {
            return Math.max(MOST_PACKED_BYTES, BlockSizes.minimumOf(draft.layout()));
        }
    }

    /// A file whose blocks are stored already, or an empty one.
    ///
    /// @param seen what its sender could know
    /// @param generations of the carriers that hold its blocks
    record Stored(
            FileEntry entry,
            Precondition precondition,
            Seen seen,
            List<CarrierGeneration> generations)
            implements Proposal {

        public Stored {
            generations = List.copyOf(generations);
        }

        @Override
        public FilePath path() {
            return entry.path();
        }
    }

    /// A file that shall not be there any more, nor what was kept of it.
    ///
    /// @param seen what its sender could know
    record Removal(FilePath path, Precondition precondition, Seen seen) implements Proposal {}

    /// A kept version that shall be the current one again.
    record Restoration(FilePath path, Precondition precondition, FileVersion version)
            implements Proposal {}

    /// A version that shall not be kept any more.
    record Disposal(FilePath path, Precondition precondition, FileVersion version)
            implements Proposal {}
}
