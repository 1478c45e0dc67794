package dev.stowage.format.account;

import dev.stowage.format.account.BlockFetcher.ExpectedBlock;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.head.BlockSizes;
import dev.stowage.format.key.FileKey;
import dev.stowage.format.run.RunCodec;
import dev.stowage.format.run.UnreadableRunException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one commit after the other out of their links, and tells the fetcher beforehand which
/// blocks it is going to ask for.
final class CommitReader {

    private static final Outlook NONE = Outlook.of(List.of());

    private final AccountNumber account;
    private final FileKey key;
    private final RunCodec codec;
    private final BlockFetcher fetcher;
    private final Set<Stretch> expected = new HashSet<>();
    private final long known;
    private int linksLeft;

    /// @param known sequence of a commit behind which nothing will be read; 0 if there is none
    /// @param mostLinks of all commits together
    CommitReader(
            AccountNumber account,
            FileKey key,
            RunCodec codec,
            BlockFetcher fetcher,
            long known,
            int mostLinks) {
        this.account = account;
        this.key = key;
        this.codec = codec;
        this.fetcher = fetcher;
        this.known = known;
        this.linksLeft = mostLinks;
    }

    /// A commit and where it was found.
    ///
    /// @param next the first link of the commit that follows in the chain; empty at its end
    record ReadCommit(
            LinkKind kind,
            Outlook outlook,
            Commit commit,
            BlockReference first,
            long sequence,
            int length,
            Optional<BlockReference> next) {

        Stretch stretch() {
            return new Stretch(first.address().block(), length);
        }
    }

    /// @throws UnreadableAccountFileException if there is none
    ReadCommit read(BlockReference first) {
        Link link = readLink(first);
        if (link.part() != 0 || link.parts() > linksLeft) {
            throw new UnreadableAccountFileException(
                    "a commit begins with part %d of %d where %d links may follow"
                            .formatted(link.part(), link.parts(), linksLeft));
        }
        linksLeft -= link.parts();
        Outlook outlook = outlook(link);
        expect(first.address(), link, outlook);
        List<ByteBuffer> parts = new ArrayList<>();
        parts.add(link.content().slice(outlookLength(link, outlook), restOf(link, outlook)));
        while (link.part() < link.parts() - 1) {
            Link following = readLink(link.next().orElseThrow());
            requireSameCommit(link, following);
            parts.add(following.content());
            link = following;
        }
        int length = link.commitLength();
        Commit commit =
                CommitCodec.decode(
                        link.kind().isOfSnapshot(),
                        join(parts, length - outlookLength(link, outlook)));
        return new ReadCommit(
                link.kind(), outlook, commit, first, link.sequence(), length, link.next());
    }

    private static int outlookLength(Link link, Outlook outlook) {
        return link.kind().hasOutlook() ? outlook.length() : 0;
    }

    private static int restOf(Link link, Outlook outlook) {
        return link.content().remaining() - outlookLength(link, outlook);
    }

    private static Outlook outlook(Link link) {
        if (!link.kind().hasOutlook()) {
            return NONE;
        }
        try {
            return Outlook.readFrom(link.kind() == LinkKind.JOINT, link.content().duplicate());
        } catch (BufferUnderflowException | IllegalArgumentException impossible) {
            throw new UnreadableAccountFileException(
                    "commit %d has no outlook".formatted(link.sequence()), impossible);
        }
    }

    private void expect(Address first, Link link, Outlook outlook) {
        List<ExpectedBlock> blocks = new ArrayList<>();
        if (expected.add(new Stretch(first.block(), link.commitLength()))) {
            addBlocks(first, link.commitLength(), 1, blocks);
        }
        outlook.stretches().stream()
                .limit(ahead(link))
                .filter(expected::add)
                .forEach(
                        each ->
                                addBlocks(
                                        new Address(account, each.first(), first.group()),
                                        each.length(),
                                        0,
                                        blocks));
        if (!blocks.isEmpty()) {
            fetcher.expect(blocks);
        }
    }

    /// How many of the commits that a commit's outlook shows will be read, too.
    private long ahead(Link link) {
        if (known == 0 || link.kind().isOfSnapshot()) {
            return Long.MAX_VALUE;
        }
        return link.kind() == LinkKind.JOINT ? 0 : Math.max(0, link.sequence() - 1 - known);
    }

    private void addBlocks(Address first, int length, int fromPart, List<ExpectedBlock> blocks) {
        for (int part = fromPart; part < Link.partsOf(length); part++) {
            blocks.add(
                    new ExpectedBlock(
                            new Address(account, first.block().plus(part), first.group()),
                            Link.blockLength(length, part)));
        }
    }

    private static void requireSameCommit(Link link, Link following) {
        boolean same =
                following.part() == link.part() + 1
                        && following.parts() == link.parts()
                        && following.kind() == link.kind()
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
        if (parts.size() == 1) {
            return parts.getFirst();
        }
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
