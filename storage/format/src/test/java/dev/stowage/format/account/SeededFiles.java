package dev.stowage.format.account;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Forget;
import dev.stowage.format.account.Change.Keep;
import dev.stowage.format.account.Change.Put;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.run.RunReference;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Files and changes as an account might have them, from a seed.
final class SeededFiles {

    static final AccountNumber ACCOUNT = new AccountNumber(7);
    static final CarrierGroup GROUP = CarrierGroup.ofBits(8);
    static final Layout LAYOUT = new Combination(Code.RS, GROUP, 4, 3);

    private static final List<Layout> LAYOUTS =
            List.of(
                    LAYOUT,
                    new Combination(Code.RS, GROUP, 2, 0),
                    new WholeGroup(Code.RS, CarrierGroup.ofBits(64 | 1)));
    private static final String[] NAMES = {
        "a", "b", "a-b", "a0", "A", "ä", "日", "🦦", "zz", "a.", " "
    };

    private final SeededRandom random;
    private final List<FileEntry> kept = new ArrayList<>();
    private long nextBlock;

    SeededFiles(SeededRandom random) {
        this.random = random;
    }

    /// A file of up to eight runs, some of which share blocks with others.
    FileEntry file(String path) {
        Layout layout = LAYOUTS.get(random.nextInt(LAYOUTS.size()));
        List<RunReference> runs = new ArrayList<>();
        long size = 0;
        for (int left = random.nextInt(9); left > 0; left--) {
            int plain = 1 + random.nextInt(100_000);
            runs.add(new RunReference(block(layout), 0, plain + 34, plain));
            size += plain;
        }
        return file(path, size, layout, runs);
    }

    FileEntry file(String path, long size, Layout layout, List<RunReference> runs) {
        return new FileEntry(
                new FilePath(path),
                FileVersion.random(random),
                size,
                Instant.ofEpochMilli(random.nextLong()),
                Digest.of(random.bytes(Digest.BYTES)),
                ByteString.of(random.bytes(60)),
                layout,
                runs);
    }

    private BlockReference block(Layout layout) {
        nextBlock += random.nextInt(2);
        return new BlockReference(
                new Address(ACCOUNT, new BlockNumber(nextBlock), layout.group()),
                Digest.of(new SeededRandom(nextBlock).bytes(Digest.BYTES)),
                200_000);
    }

    /// Four puts to one delete, in a small world where files meet again and folders fill; now and
    /// then a version is kept or forgotten.
    List<Change> changes(int most) {
        List<Change> changes = new ArrayList<>();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            String path = path();
            changes.add(
                    random.nextInt(5) > 0 ? new Put(file(path)) : new Delete(new FilePath(path)));
            if (random.nextInt(8) == 0) {
                changes.add(changeOfVersions());
            }
        }
        return changes;
    }

    /// A version is kept, or one that was kept before is kept anew or forgotten.
    private Change changeOfVersions() {
        if (kept.size() < 4 || random.nextInt(3) > 0) {
            kept.add(file(NAMES[random.nextInt(3)]));
            return new Keep(kept.getLast());
        }
        FileEntry entry = kept.get(random.nextInt(kept.size()));
        return random.nextInt(3) > 0 ? new Forget(entry.path(), entry.version()) : new Keep(entry);
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(4); depth > 0; depth--) {
            path.append(NAMES[random.nextInt(NAMES.length)]).append('/');
        }
        return path.append(NAMES[random.nextInt(NAMES.length)]).toString();
    }
}
