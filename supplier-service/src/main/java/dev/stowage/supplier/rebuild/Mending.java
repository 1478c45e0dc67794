package dev.stowage.supplier.rebuild;

import dev.stowage.format.record.FragmentRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One block of a batch, and what was fetched of it. It goes with the batch: blocks are known for
/// longer than there is memory for their bytes. For one thread at a time.
final class Mending {

    private final LostBlock block;
    private final Map<Integer, FragmentRecord> fetched = new HashMap<>();

    Mending(LostBlock block) {
        this.block = block;
    }

    LostBlock block() {
        return block;
    }

    /// Positions of the plan of which something is still to be fetched.
    IntStream toFetch() {
        return block.plan().positions().stream().filter(position -> !isFetched(position));
    }

    private boolean isFetched(int position) {
        FragmentRecord record = fetched.get(position);
        int wanted = block.plan().fragmentsOf(position);
        if (record == null) {
            return wanted == 0 && block.header().position() == position;
        }
        return IntStream.range(0, block.stock().layout().fragmentsPerCarrier())
                .filter(index -> (wanted >>> index & 1) == 1)
                .allMatch(index -> record.fragment(index).isPresent());
    }

    /// A record whose header was proved, with fragments that have not decayed.
    void learn(FragmentRecord record) {
        fetched.put(record.header().position(), record);
    }

    /// What was fetched of that which the plan asks for.
    Stream<FragmentRecord> sources() {
        return block.plan().positions().stream()
                .mapToObj(fetched::get)
                .filter(record -> record != null);
    }

    /// The record at a position was no good, or nobody gave it.
    void passOver(int position) {
        block.passOver(position);
        fetched.remove(position);
    }

    /// Passes over records whose bytes are not those that the owner signed.
    ///
    /// @return whether there were any
    boolean passOverForged() {
        List<Integer> forged =
                fetched.entrySet().stream()
                        .filter(each -> each.getValue().fragmentFlaw().isPresent())
                        .map(Map.Entry::getKey)
                        .toList();
        forged.forEach(this::passOver);
        return !forged.isEmpty();
    }
}
