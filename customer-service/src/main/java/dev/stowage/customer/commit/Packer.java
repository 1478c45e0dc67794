package dev.stowage.customer.commit;

import dev.stowage.customer.commit.Proposal.Small;
import dev.stowage.format.account.BlockNumbers;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FileVersion;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.block.EncodedBlock;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.run.RunCodec;
import dev.stowage.format.run.RunReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Fills blocks with the contents of small files, one run each.
final class Packer {

    private final AccountNumber account;
    private final BlockNumbers numbers;
    private final int blockBytes;
    private final boolean compress;

    /// @param blockBytes of a block that files share; one file alone may take more
    Packer(AccountNumber account, BlockNumbers numbers, int blockBytes, boolean compress) {
        this.account = account;
        this.numbers = numbers;
        this.blockBytes = blockBytes;
        this.compress = compress;
    }

    /// A block with the files that it holds.
    record Packed(EncodedBlock block, Map<FileVersion, FileEntry> entries) {}

    /// @param files of one layout
    List<Packed> pack(List<Small> files, RunCodec codec) {
        List<Packed> packed = new ArrayList<>();
        List<Small> together = new ArrayList<>();
        int length = 0;
        for (Small file : files) {
            int longest = RunCodec.maxLength(file.content().remaining());
            boolean another =
                    !together.isEmpty()
                            && (length + longest > blockBytes
                                    || !layoutOf(together.getFirst()).equals(layoutOf(file)));
            if (another) {
                packed.add(fill(together, length, codec));
                together.clear();
                length = 0;
            }
            together.add(file);
            length += longest;
        }
        if (!together.isEmpty()) {
            packed.add(fill(together, length, codec));
        }
        return packed;
    }

    private static Layout layoutOf(Small file) {
        return file.draft().layout();
    }

    private record Run(Small file, int offset, int storedLength, int plainLength) {}

    private Packed fill(List<Small> files, int longest, RunCodec codec) {
        Layout layout = files.getFirst().draft().layout();
        Address address = new Address(account, numbers.takeConsecutive(1), layout.group());
        BlockBuffer buffer = new BlockBuffer(layout, longest);
        ByteBuffer content = buffer.content();
        List<Run> runs = new ArrayList<>(files.size());
        for (Small file : files) {
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
