package dev.stowage.transfer.supplier;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.RecordHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A record for a carrier that changed hands: the same fragments and proofs, another generation.
final class Restamp {

    private Restamp() {}

    static FragmentRecord restamp(FragmentRecord record, int generation) {
        RecordHeader old = record.header();
        if (old.generation() == generation) {
            return record;
        }
        List<Optional<ByteBuffer>> fragments = new ArrayList<>(old.sums().size());
        for (int index = 0; index < old.sums().size(); index++) {
            fragments.add(record.fragment(index));
        }
        return new FragmentRecord(
                new RecordHeader(
                        old.address(),
                        old.layout(),
                        old.position(),
                        generation,
                        old.blockLength(),
                        old.fragmentLength(),
                        old.root(),
                        old.proof(),
                        old.path(),
                        old.sums()),
                fragments);
    }
}
