package dev.stowage.format.block;

import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.BatchProof;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.RecordHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A coded block with the owner's signature: ready to be cut into one record for each carrier.
public record SignedBlock(EncodedBlock block, BatchProof proof) {

    /// The record of the carrier at a position.
    ///
    /// @param generation of that carrier now
    public FragmentRecord record(int position, int generation) {
        Layout layout = block.layout();
        RecordHeader header =
                new RecordHeader(
                        block.address(),
                        layout,
                        position,
                        generation,
                        block.blockLength(),
                        layout.fragmentLength(block.blockLength()),
                        block.tree().root(),
                        proof,
                        block.tree().path(position),
                        block.sums().get(position));
        List<Optional<ByteBuffer>> fragments = new ArrayList<>(layout.fragmentsPerCarrier());
        for (int index = 0; index < layout.fragmentsPerCarrier(); index++) {
            fragments.add(Optional.of(block.fragments().get(layout.fragment(position, index))));
        }
        return new FragmentRecord(header, fragments);
    }
}
