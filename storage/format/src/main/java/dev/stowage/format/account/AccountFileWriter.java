package dev.stowage.format.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.block.EncodedBlock;
import dev.stowage.format.key.FileKey;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.run.RunCodec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes the account file: one commit after the other, each from its end.
///
/// Every method hands its blocks to a sink, the last link first, each in memory of its own; the
/// caller signs and spreads them, and only when all are stored lets the account head name
/// [Chain#first]. Nothing that is known changes before. Not thread-safe, as its codec is not.
public final class AccountFileWriter {

    /// The most blocks of one commit.
    public static final int MAX_LINKS = Link.MAX_PARTS;

    private final AccountNumber account;
    private final FileKey key;
    private final Layout layout;
    private final RunCodec codec;
    private final BlockNumbers numbers;

    /// @param key the account-file key
    /// @param layout of the account file
    public AccountFileWriter(
            AccountNumber account,
            FileKey key,
            Layout layout,
            RunCodec codec,
            BlockNumbers numbers) {
        this.account = account;
        this.key = key;
        this.layout = layout;
        this.codec = codec;
        this.numbers = numbers;
    }

    /// The first account file of an account: no files, one block.
    public AccountFile create(Consumer<EncodedBlock> sink) {
        return writeSnapshot(Catalogue.EMPTY, 1, sink);
    }

    /// The account file after these changes: a delta before the known chain, or a new snapshot
    /// where [Chain#snapshotIsDue].
    ///
    /// @throws IllegalArgumentException if they take more than [#MAX_LINKS] blocks
    public AccountFile write(AccountFile known, List<Change> changes, Consumer<EncodedBlock> sink) {
        return write(known, changes, false, sink);
    }

    /// The same.
    ///
    /// @param snapshot whether it shall be a snapshot though none is due
    public AccountFile write(
            AccountFile known,
            List<Change> changes,
            boolean snapshot,
            Consumer<EncodedBlock> sink) {
        Catalogue catalogue = known.catalogue().apply(changes);
        Chain chain = known.chain();
        if (snapshot || chain.snapshotIsDue()) {
            return writeSnapshot(catalogue, chain.sequence() + 1, sink);
        }
        Written delta =
                writeCommit(
                        new Commit(false, changes),
                        chain.sequence() + 1,
                        Optional.of(chain.first()),
                        sink);
        return new AccountFile(catalogue, chain.withDelta(delta.first(), delta.links()));
    }

    /// The same account file as a snapshot; the blocks of the known chain are not needed any more.
    public AccountFile rewrite(AccountFile known, Consumer<EncodedBlock> sink) {
        return writeSnapshot(known.catalogue(), known.chain().sequence() + 1, sink);
    }

    private AccountFile writeSnapshot(
            Catalogue catalogue, long sequence, Consumer<EncodedBlock> sink) {
        Written written =
                writeCommit(Commit.snapshotOf(catalogue), sequence, Optional.empty(), sink);
        return new AccountFile(
                catalogue, Chain.ofSnapshot(written.first(), sequence, written.links()));
    }

    private record Written(BlockReference first, int links) {}

    private Written writeCommit(
            Commit commit,
            long sequence,
            Optional<BlockReference> before,
            Consumer<EncodedBlock> sink) {
        ByteBuffer bytes = CommitCodec.encode(commit);
        int length = bytes.remaining();
        int parts = Link.partsOf(length);
        BlockNumber firstNumber = numbers.takeConsecutive(parts);
        Optional<BlockReference> next = before;
        for (int part = parts - 1; part >= 0; part--) {
            int start = part * Link.MAX_CONTENT_BYTES;
            ByteBuffer content =
                    bytes.slice(start, Math.min(Link.MAX_CONTENT_BYTES, length - start));
            EncodedBlock block =
                    encode(
                            new Link(
                                    account,
                                    commit.snapshot(),
                                    sequence,
                                    part,
                                    parts,
                                    length,
                                    next,
                                    content),
                            firstNumber.plus(part));
            sink.accept(block);
            next = Optional.of(block.reference());
        }
        return new Written(next.orElseThrow(), parts);
    }

    private EncodedBlock encode(Link link, BlockNumber number) {
        Address address = new Address(account, number, layout.group());
        ByteBuffer plain = ByteBuffer.allocate(link.length());
        link.writeTo(plain);
        BlockBuffer block = new BlockBuffer(layout, RunCodec.maxLength(link.length()));
        int blockLength = codec.writeRun(plain.flip(), false, key, address, 0, block.content());
        return block.encode(address, blockLength);
    }
}
