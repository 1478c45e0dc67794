package dev.stowage.format.block;

import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.FragmentSum;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.PartialTree;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes lost records of a block again from what a [LostPlan] asks for, without any key: the same
/// fragments, the owner's own signature, and the Merkle paths that follow. For one block and one
/// thread.
///
/// The headers that are learned here must have been proved before. What is made, its header too, is
/// proved by whoever stores it; with that, the fragments of which it was made are proved.
public final class LostRecords {

    private final LostPlan plan;
    private final Layout layout;
    private final PartialTree tree;
    private final @Nullable MemorySegment[] fragments;
    private final BitSet present = new BitSet();
    private final Map<Integer, FragmentRecord> copies = new HashMap<>();
    private final Map<Integer, List<FragmentSum>> sums = new HashMap<>();
    private final Map<Integer, List<Optional<ByteBuffer>>> bytes = new HashMap<>();
    private @Nullable RecordHeader known;

    public LostRecords(LostPlan plan) {
        this.plan = plan;
        this.layout = plan.layout();
        this.tree = new PartialTree(layout.carriers());
        this.fragments = new MemorySegment[2 * layout.dataFragments()];
    }

    /// A header that was proved.
    public void learn(RecordHeader header) {
        known = header;
        tree.know(RecordHeader.leaf(header.sums()), header.position(), header.path());
    }

    /// A record whose header was proved, with the fragments that are in it.
    public void learn(FragmentRecord record) {
        RecordHeader header = record.header();
        learn(header);
        for (int index = 0; index < layout.fragmentsPerCarrier(); index++) {
            int fragment = layout.fragment(header.position(), index);
            record.fragment(index)
                    .ifPresent(
                            content -> {
                                fragments[fragment] = MemorySegment.ofBuffer(content);
                                present.set(fragment);
                            });
        }
        if (record.isWhole()) {
            copies.put(header.position(), record);
        }
    }

    /// The lost records. All that the plan asks for must have been learned.
    ///
    /// @param generations for each lost position, that of its carrier now
    /// @throws dev.stowage.erasure.TooFewFragmentsException if too little was learned
    /// @throws IllegalStateException if a header that the plan asks for was not learned
    public List<FragmentRecord> make(Map<Integer, Integer> generations) {
        reconstruct();
        List<FragmentRecord> records = new ArrayList<>();
        for (int position : plan.lost().stream().toArray()) {
            int generation = generations.getOrDefault(position, 0);
            FragmentRecord copy = copies.get(position);
            records.add(
                    copy != null
                            ? copy.inGeneration(generation)
                            : new FragmentRecord(
                                    header(position, generation),
                                    bytes.getOrDefault(position, List.of())));
        }
        return records;
    }

    private RecordHeader block() {
        RecordHeader header = known;
        if (header == null) {
            throw new IllegalStateException("nothing is known of the block");
        }
        return header;
    }

    private void reconstruct() {
        int length = block().fragmentLength();
        int perCarrier = layout.fragmentsPerCarrier();
        byte[] made = new byte[Math.multiplyExact(plan.made().cardinality() * perCarrier, length)];
        BitSet wanted = new BitSet();
        int place = 0;
        for (int position : plan.made().stream().toArray()) {
            List<Optional<ByteBuffer>> here = new ArrayList<>(perCarrier);
            for (int index = 0; index < perCarrier; index++) {
                int fragment = layout.fragment(position, index);
                fragments[fragment] = MemorySegment.ofArray(made).asSlice(place, length);
                here.add(Optional.of(ByteBuffer.wrap(made, place, length).slice()));
                wanted.set(fragment);
                place += length;
            }
            bytes.put(position, here);
        }
        if (!wanted.isEmpty()) {
            BlockBuffer.code(layout).reconstruct(fragments, present, wanted);
        }
        hash();
    }

    private void hash() {
        MessageDigest digester = Digest.sha256();
        bytes.forEach(
                (position, here) -> {
                    List<FragmentSum> ofCarrier =
                            here.stream()
                                    .flatMap(Optional::stream)
                                    .map(each -> FragmentSum.of(each, digester))
                                    .toList();
                    sums.put(position, ofCarrier);
                    tree.know(RecordHeader.leaf(ofCarrier, digester), position);
                });
    }

    private RecordHeader header(int position, int generation) {
        RecordHeader block = block();
        return new RecordHeader(
                block.address(),
                layout,
                position,
                generation,
                block.blockLength(),
                block.fragmentLength(),
                block.root(),
                block.proof(),
                tree.path(position),
                sums.getOrDefault(position, List.of()));
    }
}
