package dev.stowage.verification.benchmarks.account;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Precondition;
import dev.stowage.customer.commit.Proposal;
import dev.stowage.customer.commit.Seen;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FileVersion;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.run.RunCodec;
import dev.stowage.format.run.RunReference;
import dev.stowage.format.signature.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/// Files of one account, folder after folder, as somebody uploads them: small ones that share
/// blocks, now and then a larger one. Keys, digests and versions are unique; contents are nowhere.
final class SampleFiles {

    private static final int FILES_PER_FOLDER = 250;
    private static final int FILES_PER_BLOCK = 80;
    private static final int BETWEEN_LARGE = 200;
    private static final int MOST_RUNS = 16;
    private static final int RUN_BYTES = 4 << 20;
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int TOGETHER = 5120;
    private static final String[] KINDS = {"photos", "letters", "accounts", "music"};

    private final House house;
    private final OpenAccount account;
    private final RandomGenerator random;
    private final List<BlockNumber> taken = new ArrayList<>();

    SampleFiles(House house, OpenAccount account) {
        this.house = house;
        this.account = account;
        this.random = house.random();
    }

    /// Commits so many files, many at once: each commit takes as many as the product lets it.
    void commit(int files) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int from = 0; from < files; from += TOGETHER) {
                List<CompletableFuture<Void>> under = new ArrayList<>();
                for (FileEntry entry : entries(from, Math.min(files, from + TOGETHER))) {
                    under.add(CompletableFuture.runAsync(() -> commit(entry), threads));
                }
                under.forEach(CompletableFuture::join);
                taken.forEach(account.numbers()::decide);
                taken.clear();
            }
        }
    }

    /// One file of so many bytes, whose deletion frees them.
    void commitLarge(String path, long bytes) {
        commit(large(path, Math.toIntExact(bytes / RUN_BYTES)));
        taken.forEach(account.numbers()::decide);
        taken.clear();
    }

    private void commit(FileEntry entry) {
        house.storehouse()
                .commits()
                .commit(
                        account,
                        new Proposal.Stored(
                                entry,
                                Precondition.NONE,
                                Seen.now(account, entry.path()),
                                List.of()));
    }

    static String folder(int file) {
        int folder = file / FILES_PER_FOLDER;
        return "%s/%d/album-%05d"
                .formatted(KINDS[folder % KINDS.length], 2000 + folder % 27, folder);
    }

    private List<FileEntry> entries(int from, int to) {
        List<FileEntry> entries = new ArrayList<>();
        BlockReference shared = block(BLOCK_BYTES);
        int offset = 0;
        for (int file = from; file < to; file++) {
            String path = "%s/item_%07d.jpg".formatted(folder(file), file);
            if (file % BETWEEN_LARGE == 0) {
                entries.add(large(path, 1 + random.nextInt(MOST_RUNS)));
                continue;
            }
            int size = 1 + random.nextInt(2 * BLOCK_BYTES / FILES_PER_BLOCK);
            int stored = RunCodec.OVERHEAD_BYTES + size;
            if (offset + stored > BLOCK_BYTES) {
                shared = block(BLOCK_BYTES);
                offset = 0;
            }
            entries.add(entry(path, List.of(new RunReference(shared, offset, stored, size))));
            offset += stored;
        }
        return entries;
    }

    private FileEntry large(String path, int blocks) {
        List<RunReference> runs = new ArrayList<>();
        for (int run = 0; run < blocks; run++) {
            int stored = RunCodec.OVERHEAD_BYTES + RUN_BYTES;
            runs.add(new RunReference(block(stored), 0, stored, RUN_BYTES));
        }
        return entry(path, runs);
    }

    private FileEntry entry(String path, List<RunReference> runs) {
        return new FileEntry(
                new FilePath(path),
                FileVersion.random(house.random()),
                runs.stream().mapToLong(RunReference::plainLength).sum(),
                house.clock().instant(),
                randomDigest(),
                account.keys().wrap(account.keys().newFileKey()),
                account.layout(),
                runs);
    }

    private BlockReference block(int length) {
        BlockNumber number = house.storehouse().commits().takeNumber(account);
        taken.add(number);
        return new BlockReference(
                new Address(account.number(), number, account.layout().group()),
                randomDigest(),
                length);
    }

    private Digest randomDigest() {
        byte[] bytes = new byte[Digest.BYTES];
        random.nextBytes(bytes);
        return Digest.of(bytes);
    }
}
