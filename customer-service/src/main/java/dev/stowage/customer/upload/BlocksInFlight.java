package dev.stowage.customer.upload;

import dev.stowage.customer.work.Workers;
import dev.stowage.format.run.RunReference;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The blocks of one upload that are being coded and spread, and the runs of those that are done.
final class BlocksInFlight {

    private final Workers workers;
    private final List<CompletableFuture<RunReference>> blocks = new ArrayList<>();
    private final Set<CarrierGeneration> generations = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    BlocksInFlight(Workers workers) {
        this.workers = workers;
    }

    /// A run whose block is durable on enough carriers.
    record StoredRun(RunReference run, List<CarrierGeneration> generations) {}

    /// Starts with the next block.
    void start(Callable<StoredRun> block) {
        CompletableFuture<RunReference> started = workers.start(() -> keep(block.call()));
        blocks.add(
                started.whenComplete(
                        (_, thrown) -> {
                            if (thrown != null) {
                                failure.compareAndSet(null, thrown);
                            }
                        }));
    }

    /// Of wide layouts the generations of all blocks together would be many: each is kept once.
    private RunReference keep(StoredRun stored) {
        generations.addAll(stored.generations());
        return stored.run();
    }

    /// Whether a block has failed: no need to read on.
    boolean hasFailed() {
        return failure.get() != null;
    }

    /// Waits for all blocks, also those that are of no use any more.
    void settle() {
        CompletableFuture.allOf(blocks.toArray(CompletableFuture[]::new))
                .exceptionally(_ -> null)
                .join();
    }

    /// The runs in order, once all blocks are stored; the first failure if one is not.
    List<RunReference> runs() {
        settle();
        return blocks.stream().map(Workers::join).toList();
    }

    /// Of every carrier that holds one of the blocks.
    List<CarrierGeneration> generations() {
        return List.copyOf(generations);
    }
}
