package dev.stowage.verification.benchmarks.store;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Records of one account and one length, as many as one likes: a few contents under ever new block
/// numbers. Their checksums are right; their signatures are those of other blocks, which a store
/// does not look at.
final class SampleRecords {

    private static final int CONTENT_BYTES = 32 << 20;
    private static final int MOST_CONTENTS = 512;
    private static final int POSITION = 1;

    private final SampleAccount account;
    private final List<FragmentRecord> contents = new ArrayList<>();

    /// @param bytes of a record's fragments together
    SampleRecords(long accountNumber, int bytes) {
        this.account = new SampleAccount(accountNumber);
        int suppliers = SampleAccount.LAYOUT.carriers();
        int blockBytes = bytes / SampleAccount.LAYOUT.fragmentsPerCarrier() * suppliers;
        int count = Math.min(MOST_CONTENTS, CONTENT_BYTES / bytes);
        for (int content = 0; content < count; content++) {
            contents.add(account.record(content, blockBytes, POSITION, content));
        }
    }

    AccountNumber account() {
        return account.number();
    }

    FragmentRecord record(long block) {
        FragmentRecord content = contents.get((int) (block % contents.size()));
        RecordHeader header = content.header();
        List<Optional<ByteBuffer>> fragments = new ArrayList<>();
        for (int index = 0; index < header.sums().size(); index++) {
            fragments.add(content.fragment(index));
        }
        return new FragmentRecord(
                new RecordHeader(
                        account.address(block),
                        header.layout(),
                        header.position(),
                        header.generation(),
                        header.blockLength(),
                        header.fragmentLength(),
                        header.root(),
                        header.proof(),
                        header.path(),
                        header.sums()),
                fragments);
    }

    WantedRecord wanted(long block) {
        return new WantedRecord(account.address(block), POSITION, ~0);
    }

    /// Bytes of a record as it is stored: header and fragments.
    int storedBytes() {
        return contents.getFirst().length();
    }

    /// Bytes of a record's fragments.
    long paddedBytes() {
        return contents.getFirst().header().paddedLength();
    }
}
