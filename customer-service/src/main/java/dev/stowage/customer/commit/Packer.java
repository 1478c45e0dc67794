package dev.stowage.customer.commit;

import dev.stowage.customer.commit.Proposal.Small;
import dev.stowage.customer.window.BlockFrames;
import dev.stowage.format.account.BlockNumbers;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FileVersion;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.block.EncodedBlock;
import dev.stowage.format.head.BlockSizes;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.run.RunCodec;
import dev.stowage.format.run.RunReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fills blocks with the contents of small files, one run each.
final class Packer {

    private final AccountNumber account;
    private final BlockNumbers numbers;
    private final BlockSizes sizes;
    private final boolean compress;

    /// @param sizes of blocks that files share; one file alone may take more
    Packer(AccountNumber account, BlockNumbers numbers, BlockSizes sizes, boolean compress) {
        this.account = account;
        this.numbers = numbers;
        this.sizes = sizes;
        this.compress = compress;
    }

    /// A block with the files that it holds.
    record Packed(EncodedBlock block, Map<FileVersion, FileEntry> entries) {}

    /// Files that will share a block.
    ///
    /// @param length bytes that their runs take at most
    record Filling(Layout layout, List<Small> files, int length) {

        /// Memory for the block, its parity and its padding.
        long footprint() {
            return BlockFrames.footprint(layout, length);
        }
    }

    static long footprint(List<Filling> fillings) {
        return fillings.stream().mapToLong(Filling::footprint).sum();
    }

    /// Files of the same layout share blocks.
    List<Filling> plan(List<Small> files) {
        Map<Layout, List<Small>> byLayout = new LinkedHashMap<>();
        for (Small file : files) {
            byLayout.computeIfAbsent(file.draft().layout(), _ -> new ArrayList<>()).add(file);
        }
        List<Filling> fillings = new ArrayList<>();
        byLayout.forEach((layout, ofLayout) -> plan(layout, ofLayout, fillings));
        return fillings;
    }

    private void plan(Layout layout, List<Small> files, List<Filling> fillings) {
        int blockBytes = sizes.raisedFor(layout).desired();
        List<Small> together = new ArrayList<>();
        int length = 0;
        for (Small file : files) {
            int longest = RunCodec.maxLength(file.content().remaining());
            if (!together.isEmpty() && length + longest > blockBytes) {
                fillings.add(new Filling(layout, List.copyOf(together), length));
                together.clear();
                length = 0;
            }
            together.add(file);
            length += longest;
        }
        fillings.add(new Filling(layout, List.copyOf(together), length));
    }

    private record Run(Small file, int offset, int storedLength, int plainLength) {}

    Packed fill(Filling filling, RunCodec codec) {
        Layout layout = filling.layout();
        Address address = new Address(account, numbers.takeConsecutive(1), layout.group());
        BlockBuffer buffer = new BlockBuffer(layout, filling.length());
        ByteBuffer content = buffer.content();
        List<Run> runs = new ArrayList<>(filling.files().size());
        for (Small file : filling.files()) {
            ByteBuffer plain = file.content().duplicate();
            int offset = content.position();
            int plainLength = plain.remaining();
            int stored =
                    codec.writeRun(plain, compress, file.draft().key(), address, offset, content);
            runs.add(new Run(file, offset, stored, plainLength));
        }
        EncodedBlock block = buffer.encode(address, content.position());
        return new Packed(block, entries(block, runs));
    }

    private static Map<FileVersion, FileEntry> entries(EncodedBlock block, List<Run> runs) {
        Map<FileVersion, FileEntry> entries = new HashMap<>();
        for (Run run : runs) {
            RunReference reference =
                    new RunReference(
                            block.reference(), run.offset(), run.storedLength(), run.plainLength());
            entries.put(
                    run.file().draft().version(),
                    run.file()
                            .draft()
                            .entry(run.plainLength(), run.file().digest(), List.of(reference)));
        }
        return entries;
    }
}
