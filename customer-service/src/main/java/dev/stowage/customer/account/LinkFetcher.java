package dev.stowage.customer.account;

import dev.stowage.customer.work.Workers;
import dev.stowage.format.account.BlockFetcher;
import dev.stowage.format.address.Address;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.transfer.gather.Gather;
import dev.stowage.transfer.gather.GatheredBlock;
import dev.stowage.transfer.gather.WantedBlock;
import dev.stowage.transfer.token.AccountAccess;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;

/// Fetches the links of one account file for one reader. Those that he says he will ask for are
/// fetched ahead of him: several in one request to each supplier, and several such at once.
final class LinkFetcher implements BlockFetcher {

    /// Blocks of one gather: 1 MiB.
    private static final int TOGETHER = 16;

    /// Gathers at once.
    private static final int AT_ONCE = 4;

    private final Gather gather;
    private final Workers workers;
    private final Layout layout;
    private final VerifyingKey owner;
    private final AccountAccess access;
    private final SequencedMap<Address, ExpectedBlock> waiting = new LinkedHashMap<>();
    private final Map<Address, Bundle> underWay = new HashMap<>();
    private int running;

    LinkFetcher(
            Gather gather,
            Workers workers,
            Layout layout,
            VerifyingKey owner,
            AccountAccess access) {
        this.gather = gather;
        this.workers = workers;
        this.layout = layout;
        this.owner = owner;
        this.access = access;
    }

    /// Blocks that are gathered together, until the last of them has been asked for.
    private static final class Bundle {

        private final CompletableFuture<Map<Address, GatheredBlock>> blocks;
        private int left;

        Bundle(CompletableFuture<Map<Address, GatheredBlock>> blocks, int left) {
            this.blocks = blocks;
            this.left = left;
        }
    }

    @Override
    public void expect(List<ExpectedBlock> following) {
        following.forEach(block -> waiting.put(block.address(), block));
        startAhead();
    }

    /// Few blocks are worth a request of their own only while there is no other.
    private void startAhead() {
        while (running < AT_ONCE
                && (waiting.size() >= TOGETHER || (running == 0 && !waiting.isEmpty()))) {
            startNext();
        }
    }

    private void startNext() {
        List<ExpectedBlock> together = new ArrayList<>(TOGETHER);
        while (together.size() < TOGETHER && !waiting.isEmpty()) {
            together.add(waiting.pollFirstEntry().getValue());
        }
        running++;
        Bundle bundle = new Bundle(workers.start(() -> gather(together)), together.size());
        together.forEach(block -> underWay.put(block.address(), bundle));
    }

    private Map<Address, GatheredBlock> gather(List<ExpectedBlock> together) {
        List<WantedBlock> wanted = new ArrayList<>(together.size());
        for (ExpectedBlock block : together) {
            wanted.add(new WantedBlock(block.address(), block.length(), layout));
        }
        Map<Address, GatheredBlock> gathered = new HashMap<>();
        for (GatheredBlock block : gather.gather(wanted, owner, access)) {
            gathered.put(block.reference().address(), block);
        }
        return gathered;
    }

    @Override
    public ByteBuffer fetch(BlockReference reference) {
        while (waiting.containsKey(reference.address())) {
            startNext();
        }
        Bundle bundle = underWay.remove(reference.address());
        if (bundle == null) {
            return fetchAlone(reference);
        }
        try {
            GatheredBlock block = Workers.join(bundle.blocks).get(reference.address());
            return block != null && block.reference().equals(reference)
                    ? block.content()
                    : fetchAlone(reference);
        } catch (Fault together) {
            // One of them may be what is wrong; this one may be had.
            return fetchAlone(reference);
        } finally {
            bundle.left--;
            if (bundle.left == 0) {
                running--;
                startAhead();
            }
        }
    }

    private ByteBuffer fetchAlone(BlockReference reference) {
        return gather.gather(reference, layout, owner, access);
    }
}
