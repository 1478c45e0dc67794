package dev.stowage.format.account;

import dev.stowage.format.account.Chain.Snapshot;
import dev.stowage.format.account.CommitReader.ReadCommit;
import dev.stowage.format.account.Outlook.Joint;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.key.FileKey;
import dev.stowage.format.run.RunCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the account file from its first link: all of it, or what is newer than what is known.
///
/// Not thread-safe, as its codec is not. Exceptions of the [BlockFetcher] pass through.
public final class AccountFileReader {

    /// The longest chain that a writer leaves: a snapshot, the deltas before the next is due, and
    /// one more.
    static final int MAX_LINKS = 4 * Link.MAX_PARTS;

    /// Who is further behind a joint than its snapshot has links, and so many more, reads the
    /// snapshot rather than so many commits.
    private static final long LITTLE_BEHIND = 64;

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
        CommitReader commits = commits(0);
        List<ReadCommit> deltas = new ArrayList<>();
        ReadCommit commit = commits.read(first);
        while (!commit.kind().isOfSnapshot()) {
            deltas.add(commit);
            ReadCommit older = commits.read(commit.next().orElseThrow());
            requireBehind(commit, older);
            commit = older;
        }
        AccountFile snapshot = readSnapshot(commits, commit);
        if (!deltas.isEmpty() && deltas.getLast().kind() == LinkKind.JOINT) {
            requireJoined(deltas.getLast(), snapshot.chain().snapshot());
        }
        return replay(snapshot, deltas);
    }

    private CommitReader commits(long known) {
        return new CommitReader(account, key, codec, fetcher, known, MAX_LINKS);
    }

    private static AccountFile readSnapshot(CommitReader commits, ReadCommit first) {
        List<PackedEntry> entries = new ArrayList<>(first.commit().entries());
        List<Change> kept = new ArrayList<>(first.commit().kept());
        List<Stretch> portions = new ArrayList<>(List.of(first.stretch()));
        ReadCommit portion = first;
        while (portion.kind() == LinkKind.PORTION) {
            ReadCommit following = commits.read(portion.next().orElseThrow());
            if (!following.kind().isOfSnapshot() || following.sequence() != first.sequence()) {
                throw misplaced(portion, following.sequence());
            }
            entries.addAll(following.commit().entries());
            kept.addAll(following.commit().kept());
            portions.add(following.stretch());
            portion = following;
        }
        Chain chain = Chain.of(new Snapshot(first.first(), first.sequence(), portions));
        return new AccountFile(Catalogue.ofPacked(entries).apply(kept), chain);
    }

    /// The same as [#read], but stops where the known chain begins.
    ///
    /// Behind a joint it goes on in the chain that the joint replaced, whose blocks are there for
    /// some time still: who is little behind need not read a snapshot.
    ///
    /// @param known an older account file of the same account
    public AccountFile readNewer(AccountFile known, BlockReference first) {
        return catchUp(known, first).orElseGet(() -> read(first));
    }

    /// Empty if the known one lies too far back or on another branch.
    private Optional<AccountFile> catchUp(AccountFile known, BlockReference first) {
        CommitReader commits = commits(known.chain().sequence());
        List<ReadCommit> newestFirst = new ArrayList<>();
        BlockReference at = first;
        long left = 1;
        while (!at.equals(known.chain().first())) {
            if (left <= 0) {
                return Optional.empty();
            }
            ReadCommit commit = commits.read(at);
            if (!newestFirst.isEmpty()) {
                requireOrder(newestFirst.getLast(), commit.sequence());
            }
            left = commit.sequence() - 1 - known.chain().sequence();
            if (commit.kind().isOfSnapshot() || isFarBehind(commit, left)) {
                return Optional.empty();
            }
            newestFirst.add(commit);
            at = before(commit);
        }
        if (!newestFirst.isEmpty()) {
            requireOrder(newestFirst.getLast(), known.chain().sequence());
        }
        return Optional.of(replay(known, newestFirst));
    }

    private static boolean isFarBehind(ReadCommit commit, long commits) {
        long links = commit.outlook().stretches().stream().mapToLong(Stretch::links).sum();
        return commit.kind() == LinkKind.JOINT && commits > LITTLE_BEHIND + links;
    }

    private static BlockReference before(ReadCommit commit) {
        return commit.outlook()
                .joint()
                .map(Joint::before)
                .orElseGet(() -> commit.next().orElseThrow());
    }

    private static AccountFile replay(AccountFile known, List<ReadCommit> newestFirst) {
        AccountFile file = known;
        for (ReadCommit read : newestFirst.reversed()) {
            Chain chain =
                    read.kind() == LinkKind.JOINT
                            ? Chain.ofJoint(
                                    read.first(), read.sequence(), read.length(), joinedBy(read))
                            : file.chain().withDelta(read.first(), read.length());
            file = new AccountFile(file.catalogue().apply(read.commit().changes()), chain);
        }
        return file;
    }

    private static Snapshot joinedBy(ReadCommit read) {
        long since = read.outlook().joint().orElseThrow().since();
        try {
            if (since < read.sequence()) {
                return new Snapshot(read.next().orElseThrow(), since, read.outlook().stretches());
            }
        } catch (IllegalArgumentException impossible) {
            throw new UnreadableAccountFileException(
                    "commit %d joins no snapshot".formatted(read.sequence()), impossible);
        }
        throw misplaced(read, since);
    }

    /// Commits count down by one; only a joint stands before the very snapshot that it names.
    private static void requireBehind(ReadCommit commit, ReadCommit older) {
        if (commit.kind() != LinkKind.JOINT) {
            requireOrder(commit, older.sequence());
        } else if (!older.kind().isOfSnapshot()
                || older.sequence() != joinedBy(commit).sequence()) {
            throw misplaced(commit, older.sequence());
        }
    }

    private static void requireJoined(ReadCommit joint, Snapshot found) {
        if (!joinedBy(joint).equals(found)) {
            throw new UnreadableAccountFileException(
                    "commit %d joins another snapshot than the one behind it"
                            .formatted(joint.sequence()));
        }
    }

    private static void requireOrder(ReadCommit commit, long olderSequence) {
        if (commit.sequence() != olderSequence + 1) {
            throw misplaced(commit, olderSequence);
        }
    }

    private static UnreadableAccountFileException misplaced(ReadCommit commit, long olderSequence) {
        return new UnreadableAccountFileException(
                "commit %d follows commit %d".formatted(commit.sequence(), olderSequence));
    }
}
