package dev.stowage.format.account;

import dev.stowage.format.account.Chain.Snapshot;
import dev.stowage.format.account.Outlook.Joint;
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
import java.util.ArrayDeque;
import java.util.Deque;
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

    /// The most blocks of a snapshot.
    static final int MAX_SNAPSHOT_LINKS = 2 * Link.MAX_PARTS;

    private final AccountNumber account;
    private final FileKey key;
    private final Layout layout;
    private final RunCodec codec;
    private final BlockNumbers numbers;
    private final int portionBytes;

    /// @param key the account-file key
    /// @param layout of the account file
    public AccountFileWriter(
            AccountNumber account,
            FileKey key,
            Layout layout,
            RunCodec codec,
            BlockNumbers numbers) {
        this(account, key, layout, codec, numbers, Portions.BYTES);
    }

    /// @param portionBytes about so many a portion of a snapshot has before it is compressed
    AccountFileWriter(
            AccountNumber account,
            FileKey key,
            Layout layout,
            RunCodec codec,
            BlockNumbers numbers,
            int portionBytes) {
        this.account = account;
        this.key = key;
        this.layout = layout;
        this.codec = codec;
        this.numbers = numbers;
        this.portionBytes = portionBytes;
    }

    /// The first account file of an account: no files, one block.
    public AccountFile create(Consumer<EncodedBlock> sink) {
        return new AccountFile(Catalogue.EMPTY, Chain.of(writeSnapshot(Catalogue.EMPTY, 1, sink)));
    }

    /// The account file after these changes: a delta before the known chain.
    ///
    /// @throws IllegalArgumentException if they take more than [#MAX_LINKS] blocks
    public AccountFile write(AccountFile known, List<Change> changes, Consumer<EncodedBlock> sink) {
        Chain chain = known.chain();
        Written delta =
                writeCommit(
                        LinkKind.DELTA,
                        Outlook.of(chain.recent()),
                        new Commit(false, changes),
                        chain.sequence() + 1,
                        Optional.of(chain.first()),
                        sink);
        return new AccountFile(
                known.catalogue().apply(changes),
                chain.withDelta(delta.first(), delta.stretch().length()));
    }

    /// The known account file as a snapshot. It stands for itself and is named by nothing before
    /// [#join]; others may change the account file meanwhile.
    ///
    /// @throws IllegalArgumentException if it takes too many blocks
    public Snapshot snapshot(AccountFile known, Consumer<EncodedBlock> sink) {
        return writeSnapshot(known.catalogue(), known.chain().sequence(), sink);
    }

    /// The known files as a snapshot and nothing else; whoever knows the chain before reads all of
    /// it anew.
    ///
    /// @throws IllegalArgumentException if it takes too many blocks
    public AccountFile rewrite(AccountFile known, Consumer<EncodedBlock> sink) {
        return new AccountFile(
                known.catalogue(),
                Chain.of(writeSnapshot(known.catalogue(), known.chain().sequence() + 1, sink)));
    }

    /// The same account file with a joint before a snapshot; the blocks of the known chain are not
    /// needed any more.
    ///
    /// @param snapshot of `then`
    /// @param then an older account file of the same account
    public AccountFile join(
            AccountFile known, Snapshot snapshot, AccountFile then, Consumer<EncodedBlock> sink) {
        Chain chain = known.chain();
        Written joint =
                writeCommit(
                        LinkKind.JOINT,
                        new Outlook(
                                snapshot.portions(),
                                Optional.of(new Joint(chain.first(), snapshot.sequence()))),
                        new Commit(false, then.catalogue().changesTo(known.catalogue())),
                        chain.sequence() + 1,
                        Optional.of(snapshot.first()),
                        sink);
        return new AccountFile(
                known.catalogue(),
                Chain.ofJoint(
                        joint.first(), chain.sequence() + 1, joint.stretch().length(), snapshot));
    }

    /// Writes the last portion first, so that each can name the one behind it.
    private Snapshot writeSnapshot(
            Catalogue catalogue, long sequence, Consumer<EncodedBlock> sink) {
        int links = 0;
        Deque<Stretch> behind = new ArrayDeque<>();
        Optional<BlockReference> next = Optional.empty();
        for (Portions.Portion portion : Portions.of(catalogue, portionBytes).reversed()) {
            Written written =
                    writeCommit(
                            next.isEmpty() ? LinkKind.SNAPSHOT : LinkKind.PORTION,
                            Outlook.of(List.copyOf(behind)),
                            Commit.snapshotOf(portion.rows(catalogue)),
                            sequence,
                            next,
                            sink);
            behind.addFirst(written.stretch());
            links += written.stretch().links();
            if (links > MAX_SNAPSHOT_LINKS) {
                throw new IllegalArgumentException(
                        "a snapshot of %s takes more than %d blocks"
                                .formatted(catalogue, MAX_SNAPSHOT_LINKS));
            }
            next = Optional.of(written.first());
        }
        return new Snapshot(next.orElseThrow(), sequence, List.copyOf(behind));
    }

    private record Written(BlockReference first, Stretch stretch) {}

    private Written writeCommit(
            LinkKind kind,
            Outlook outlook,
            Commit commit,
            long sequence,
            Optional<BlockReference> behind,
            Consumer<EncodedBlock> sink) {
        ByteBuffer bytes = encode(kind, outlook, commit);
        int length = bytes.remaining();
        int parts = Link.partsOf(length);
        BlockNumber firstNumber = numbers.takeConsecutive(parts);
        Optional<BlockReference> next = behind;
        for (int part = parts - 1; part >= 0; part--) {
            int start = part * Link.MAX_CONTENT_BYTES;
            ByteBuffer content =
                    bytes.slice(start, Math.min(Link.MAX_CONTENT_BYTES, length - start));
            EncodedBlock block =
                    encode(
                            new Link(account, kind, sequence, part, parts, length, next, content),
                            firstNumber.plus(part));
            sink.accept(block);
            next = Optional.of(block.reference());
        }
        return new Written(next.orElseThrow(), new Stretch(firstNumber, length));
    }

    private static ByteBuffer encode(LinkKind kind, Outlook outlook, Commit commit) {
        ByteBuffer changes = CommitCodec.encode(commit);
        if (!kind.hasOutlook()) {
            return changes;
        }
        ByteBuffer bytes = ByteBuffer.allocate(outlook.length() + changes.remaining());
        outlook.writeTo(bytes);
        return bytes.put(changes).flip();
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
