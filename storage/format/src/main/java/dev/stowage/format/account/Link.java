package dev.stowage.format.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.head.BlockSizes;
import dev.stowage.format.run.RunCodec;
import java.nio.ByteBuffer;
import java.util.Optional;

/// One block of the account file's chain: a part of a commit and the reference of the link after
/// it. Links of a commit follow each other from part 0; the last one names the first link of the
/// commit that follows in the chain, or, at the end of a snapshot, nothing.
///
/// ```
/// offset  size
///      0     1  version         1
///      1     1  kind            0 … 4, as below
///      2     4  account
///      6     8  sequence        of the commit: 1, 2, 3 … since the account began
///     14     4  part            0 … parts-1
///     18     4  parts           1 … 8192
///     22     4  commit length   bytes of all parts together
///     26     1  end             0 a link follows, 1 the chain ends here
///     27    56  next            block reference, zeros at the end
///     83     …  part of the commit
/// ```
///
/// A link is one run, uncompressed, under the account-file key, at offset 0 of its block. Every
/// part but the last fills its block of 64 KiB.
record Link(
        AccountNumber account,
        LinkKind kind,
        long sequence,
        int part,
        int parts,
        int commitLength,
        Optional<BlockReference> next,
        ByteBuffer content) {

    static final int HEADER_BYTES = 83;

    /// Bytes of a commit that one link takes.
    static final int MAX_CONTENT_BYTES =
            BlockSizes.ACCOUNT_FILE - RunCodec.OVERHEAD_BYTES - HEADER_BYTES;

    static final int MAX_PARTS = 8192;

    private static final int VERSION = 1;

    Link {
        if (parts < 1 || parts > MAX_PARTS || part < 0 || part >= parts) {
            throw new IllegalArgumentException(
                    "no link is part %d of %d, at most %d are allowed"
                            .formatted(part, parts, MAX_PARTS));
        }
        if (commitLength < 1 || partsOf(commitLength) != parts) {
            throw new IllegalArgumentException(
                    "a commit of %d bytes has not %d parts".formatted(commitLength, parts));
        }
        int expected = contentLength(commitLength, part);
        if (content.remaining() != expected) {
            throw new IllegalArgumentException(
                    "part %d of a commit of %d bytes has %d bytes, got %d"
                            .formatted(part, commitLength, expected, content.remaining()));
        }
        if (sequence < 1) {
            throw new IllegalArgumentException("commits count from 1, got " + sequence);
        }
        boolean mustFollow = kind.goesOn() || part < parts - 1;
        if (next.isPresent() != mustFollow) {
            throw new IllegalArgumentException(
                    "behind part %d of %d of a commit of kind %d a link is %s"
                            .formatted(
                                    part,
                                    parts,
                                    kind.number(),
                                    mustFollow ? "missing" : "too many"));
        }
    }

    static int partsOf(int commitLength) {
        return Math.ceilDiv(commitLength, MAX_CONTENT_BYTES);
    }

    private static int contentLength(int commitLength, int part) {
        return Math.min(MAX_CONTENT_BYTES, commitLength - part * MAX_CONTENT_BYTES);
    }

    /// Bytes of the block with a part of a commit.
    static int blockLength(int commitLength, int part) {
        return RunCodec.maxLength(HEADER_BYTES + contentLength(commitLength, part));
    }

    int length() {
        return HEADER_BYTES + content.remaining();
    }

    void writeTo(ByteBuffer buffer) {
        buffer.put((byte) VERSION).put((byte) kind.number());
        buffer.putInt((int) account.value()).putLong(sequence);
        buffer.putInt(part).putInt(parts).putInt(commitLength);
        buffer.put((byte) (next.isPresent() ? 0 : 1));
        next.ifPresentOrElse(
                reference -> reference.writeTo(buffer),
                () -> buffer.put(new byte[BlockReference.BYTES]));
        buffer.put(content.duplicate());
    }

    /// Reads a link from all remaining bytes; its content is a view of them.
    ///
    /// @throws UnreadableAccountFileException for anything that [#writeTo] does not write
    static Link readFrom(ByteBuffer buffer) {
        if (buffer.remaining() <= HEADER_BYTES) {
            throw new UnreadableAccountFileException(
                    "a link has more than %d bytes, got %d"
                            .formatted(HEADER_BYTES, buffer.remaining()));
        }
        try {
            int version = buffer.get();
            if (version != VERSION) {
                throw new UnreadableAccountFileException("no link has version " + version);
            }
            LinkKind kind = LinkKind.of(buffer.get());
            return new Link(
                    readAccount(buffer),
                    kind,
                    buffer.getLong(),
                    buffer.getInt(),
                    buffer.getInt(),
                    buffer.getInt(),
                    readNext(buffer),
                    buffer.slice());
        } catch (IllegalArgumentException impossible) {
            throw new UnreadableAccountFileException(
                    "this is no link of an account file", impossible);
        }
    }

    private static AccountNumber readAccount(ByteBuffer buffer) {
        return new AccountNumber(Integer.toUnsignedLong(buffer.getInt()));
    }

    private static Optional<BlockReference> readNext(ByteBuffer buffer) {
        if (readFlag(buffer)) {
            requireZeros(buffer);
            return Optional.empty();
        }
        return Optional.of(BlockReference.readFrom(buffer));
    }

    private static void requireZeros(ByteBuffer buffer) {
        for (int i = 0; i < BlockReference.BYTES; i++) {
            if (buffer.get() != 0) {
                throw new IllegalArgumentException("the last link of a chain names another one");
            }
        }
    }

    static boolean readFlag(ByteBuffer buffer) {
        int flag = buffer.get();
        if (flag < 0 || flag > 1) {
            throw new IllegalArgumentException("a flag must be 0 or 1, got " + flag);
        }
        return flag == 1;
    }
}
