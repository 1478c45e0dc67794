package dev.stowage.format.account;

import dev.stowage.format.account.BlockFetcher.ExpectedBlock;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.head.BlockSizes;
import dev.stowage.format.key.FileKey;
import dev.stowage.format.run.RunCodec;
import dev.stowage.format.run.UnreadableRunException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the account file from its first link: all of it, or what is newer than what is known.
///
/// Not thread-safe, as its codec is not. Exceptions of the [BlockFetcher] pass through.
public final class AccountFileReader {

    /// The longest chain that a writer leaves: a snapshot, the deltas before the next is due, and
    /// one more.
    static final int MAX_LINKS = 3 * Link.MAX_PARTS;

    private final AccountNumber account;
    private final FileKey key;
    private final RunCodec codec;
    private final BlockFetcher fetcher;

    /// @param key the account-file key
    public AccountFileReader(
            AccountNumber account, FileKey key, RunCodec codec, BlockFetcher fetcher) {
        this.account = account;
        this.key = key;
        this.codec = codec;
        this.fetcher = fetcher;
    }

    /// @param first as the account head names it
    /// @throws UnreadableAccountFileException if the chain is not this account's, or broken
    public AccountFile read(BlockReference first) {
        return read(first, Optional.empty());
    }

    /// The same as [#read], but stops where the known chain begins.
    ///
    /// @param known an older account file of the same account
    public AccountFile readNewer(AccountFile known, BlockReference first) {
        return read(first, Optional.of(known));
    }

    private AccountFile read(BlockReference first, Optional<AccountFile> known) {
        List<ReadCommit> newestFirst = new ArrayList<>();
        BlockReference at = first;
        int links = 0;
        while (known.isEmpty() || !at.equals(known.get().chain().first())) {
            ReadCommit commit = readCommit(at, MAX_LINKS - links);
            requireOrder(newestFirst, commit);
            newestFirst.add(commit);
            links += commit.links();
            if (commit.next().isEmpty()) {
                return replay(Optional.empty(), newestFirst);
            }
            at = commit.next().get();
        }
        requireOrder(newestFirst, known.get().chain().sequence());
        return replay(known, newestFirst);
    }

    /// A commit and where it was found.
    ///
    /// @param next the commit before it; empty behind a snapshot
    private record ReadCommit(
            Commit commit,
            BlockReference first,
            long sequence,
            int links,
            Optional<BlockReference> next) {}

    private static AccountFile replay(Optional<AccountFile> known, List<ReadCommit> newestFirst) {
        Optional<AccountFile> file = known;
        for (ReadCommit read : newestFirst.reversed()) {
            Catalogue before = file.map(AccountFile::catalogue).orElse(Catalogue.EMPTY);
            Chain chain =
                    file.filter(_ -> !read.commit().snapshot())
                            .map(old -> old.chain().withDelta(read.first(), read.links()))
                            .orElseGet(
                                    () ->
                                            Chain.ofSnapshot(
                                                    read.first(), read.sequence(), read.links()));
            file = Optional.of(new AccountFile(read.commit().applyTo(before), chain));
        }
        return file.orElseThrow();
    }

    private static void requireOrder(List<ReadCommit> newestFirst, ReadCommit older) {
        requireOrder(newestFirst, older.sequence());
    }

    private static void requireOrder(List<ReadCommit> newestFirst, long olderSequence) {
        if (!newestFirst.isEmpty() && newestFirst.getLast().sequence() != olderSequence + 1) {
            throw new UnreadableAccountFileException(
                    "commit %d follows commit %d"
                            .formatted(newestFirst.getLast().sequence(), olderSequence));
        }
    }

    private ReadCommit readCommit(BlockReference first, int linksLeft) {
        Link link = readLink(first);
        if (link.part() != 0 || link.parts() > linksLeft) {
            throw new UnreadableAccountFileException(
                    "a commit begins with part %d of %d where %d links may follow"
                            .formatted(link.part(), link.parts(), linksLeft));
        }
        expectRest(first.address(), link);
        List<ByteBuffer> parts = new ArrayList<>();
        parts.add(link.content());
        while (link.part() < link.parts() - 1) {
            Link following = readLink(link.next().orElseThrow());
            requireSameCommit(link, following);
            parts.add(following.content());
            link = following;
        }
        Commit commit = CommitCodec.decode(link.snapshot(), join(parts, link.commitLength()));
        return new ReadCommit(commit, first, link.sequence(), link.parts(), link.next());
    }

    private void expectRest(Address first, Link link) {
        List<ExpectedBlock> rest = new ArrayList<>(link.parts());
        for (int part = 1; part < link.parts(); part++) {
            rest.add(
                    new ExpectedBlock(
                            new Address(account, first.block().plus(part), first.group()),
                            Link.blockLength(link.commitLength(), part)));
        }
        if (!rest.isEmpty()) {
            fetcher.expect(rest);
        }
    }

    private static void requireSameCommit(Link link, Link following) {
        boolean same =
                following.part() == link.part() + 1
                        && following.parts() == link.parts()
                        && following.snapshot() == link.snapshot()
                        && following.sequence() == link.sequence()
                        && following.commitLength() == link.commitLength();
        if (!same) {
            throw new UnreadableAccountFileException(
                    "part %d of %d of commit %d is followed by part %d of %d of commit %d"
                            .formatted(
                                    link.part(),
                                    link.parts(),
                                    link.sequence(),
                                    following.part(),
                                    following.parts(),
                                    following.sequence()));
        }
    }

    private static ByteBuffer join(List<ByteBuffer> parts, int length) {
        ByteBuffer whole = ByteBuffer.allocate(length);
        parts.forEach(part -> whole.put(part));
        return whole.flip();
    }

    private Link readLink(BlockReference reference) {
        Address address = reference.address();
        int plainLength = reference.blockLength() - RunCodec.OVERHEAD_BYTES;
        if (!address.account().equals(account)
                || reference.blockLength() > BlockSizes.ACCOUNT_FILE
                || plainLength < 1) {
            throw new UnreadableAccountFileException(
                    "block %s of %d bytes is no link of account %s"
                            .formatted(address, reference.blockLength(), account));
        }
        ByteBuffer plain = ByteBuffer.allocate(plainLength);
        try {
            codec.readRun(fetcher.fetch(reference), key, address, 0, plain);
        } catch (UnreadableRunException wrong) {
            throw new UnreadableAccountFileException(
                    "block %s holds no link of account %s".formatted(address, account), wrong);
        }
        Link link = Link.readFrom(plain.flip());
        if (!link.account().equals(account)) {
            throw new UnreadableAccountFileException(
                    "block %s holds a link of account %s, not %s"
                            .formatted(address, link.account(), account));
        }
        return link;
    }
}
