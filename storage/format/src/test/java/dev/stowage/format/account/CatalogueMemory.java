package dev.stowage.format.account;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.run.RunReference;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads an account file of many files in a process of its own, and says what the catalogue takes
/// of the heap and what it says that it takes.
final class CatalogueMemory {

    private static final int COLLECTIONS = 4;
    private static final int FILES_PER_BLOCK = 80;
    private static final int FILE_BYTES = 10_000;

    private final SeededRandom random = new SeededRandom(1);

    private CatalogueMemory() {}

    /// @param arguments files, and runs of each; runs of 1 share blocks
    public static void main(String[] arguments) {
        int files = Integer.parseInt(arguments[0]);
        int runs = Integer.parseInt(arguments[1]);
        CatalogueMemory memory = new CatalogueMemory();
        var _ = memory.read(1000, runs);
        long before = used();
        Catalogue catalogue = memory.read(files, runs);
        long heap = used() - before;
        System.out.printf(
                "%d %d%n", heap / catalogue.files(), catalogue.footprint() / catalogue.files());
    }

    private Catalogue read(int files, int runs) {
        List<PackedEntry> entries = new ArrayList<>();
        for (int from = 0; from < files; from += 1000) {
            List<PackedEntry> portion = new ArrayList<>();
            for (int file = from; file < Math.min(files, from + 1000); file++) {
                portion.add(PackedEntry.of(file(file, runs)));
            }
            Commit commit = Commit.snapshotOf(portion);
            entries.addAll(CommitCodec.decode(true, CommitCodec.encode(commit)).entries());
        }
        return Catalogue.ofPacked(entries);
    }

    private FileEntry file(int number, int count) {
        List<RunReference> runs = new ArrayList<>();
        for (int run = 0; run < count; run++) {
            runs.add(
                    count == 1
                            ? run(number / FILES_PER_BLOCK, 1 << 20, number % FILES_PER_BLOCK)
                            : run(number * count + run, FILE_BYTES + 34, 0));
        }
        return new FileEntry(
                new FilePath(
                        "photos/2026/album-%05d/item_%07d.jpg".formatted(number / 250, number)),
                FileVersion.random(random),
                (long) count * FILE_BYTES,
                Instant.EPOCH,
                Digest.of(random.bytes(Digest.BYTES)),
                ByteString.of(random.bytes(60)),
                SeededFiles.LAYOUT,
                runs);
    }

    private static RunReference run(int block, int length, int place) {
        Layout layout = SeededFiles.LAYOUT;
        CarrierGroup group = layout.group();
        byte[] root = new byte[Digest.BYTES];
        root[0] = (byte) block;
        return new RunReference(
                new BlockReference(
                        new Address(SeededFiles.ACCOUNT, new BlockNumber(block), group),
                        Digest.of(root),
                        length),
                place * (FILE_BYTES + 34),
                FILE_BYTES + 34,
                FILE_BYTES);
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
