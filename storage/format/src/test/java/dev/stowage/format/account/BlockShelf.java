package dev.stowage.format.account;

import dev.stowage.format.account.BlockFetcher.ExpectedBlock;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.block.EncodedBlock;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Suppliers that always answer: keeps the blocks that a writer hands out and fetches them again;
/// gives out block numbers; remembers what it was asked for.
final class BlockShelf implements Consumer<EncodedBlock>, BlockFetcher, BlockNumbers {

    final List<BlockReference> written = new ArrayList<>();
    final List<BlockReference> fetched = new ArrayList<>();
    final List<ExpectedBlock> expected = new ArrayList<>();

    int timesExpected;

    private final Map<BlockReference, byte[]> blocks = new HashMap<>();
    private BlockNumber next = BlockNumber.FIRST;

    @Override
    public BlockNumber takeConsecutive(int count) {
        BlockNumber first = next;
        next = next.plus(count);
        return first;
    }

    @Override
    public void accept(EncodedBlock block) {
        int data = block.layout().dataFragments();
        int length = block.layout().fragmentLength(block.blockLength());
        ByteBuffer content = ByteBuffer.allocate(data * length);
        block.fragments().subList(0, data).forEach(part -> content.put(part.duplicate()));
        byte[] bytes = new byte[block.blockLength()];
        content.flip().get(bytes);
        replace(block.reference(), bytes);
        written.add(block.reference());
    }

    byte[] bytes(BlockReference reference) {
        return blocks.get(reference).clone();
    }

    void replace(BlockReference reference, byte[] bytes) {
        blocks.put(reference, bytes);
    }

    @Override
    public ByteBuffer fetch(BlockReference reference) {
        fetched.add(reference);
        byte[] bytes = blocks.get(reference);
        if (bytes == null) {
            throw new IllegalStateException("nobody has block " + reference.address());
        }
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public void expect(List<ExpectedBlock> following) {
        expected.addAll(following);
        timesExpected++;
    }
}
