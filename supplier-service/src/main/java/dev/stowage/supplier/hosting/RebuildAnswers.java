package dev.stowage.supplier.hosting;

import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.InventoryAnswer;
import dev.stowage.protocol.supplier.InventoryRequest;
import dev.stowage.protocol.supplier.LiveSetKept;
import dev.stowage.protocol.supplier.RebuildApi;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.supplier.store.RecordMemory;

/// What a supplier answers those that make lost records again, itself among them, however they came
/// to it.
public class RebuildAnswers implements RebuildApi {

    private final java.util.function.Supplier<Supplier> here;
    private final java.util.function.Supplier<? extends RecordMemory> memory;

    /// @param here the supplier that is asked, for each call
    /// @param memory where what is fetched goes, for each call
    public RebuildAnswers(
            java.util.function.Supplier<Supplier> here,
            java.util.function.Supplier<? extends RecordMemory> memory) {
        this.here = here;
        this.memory = memory;
    }

    @Override
    public FetchAnswer fetch(String authorization, String order, FetchRequest wish) {
        return here.get().records().fetchFor(authorization, order, wish, memory.get());
    }

    @Override
    public SignedLiveSet liveSet(String authorization, String order) {
        return here.get().liveSets().newestFor(authorization, order);
    }

    @Override
    public LiveSetKept keepLiveSet(String authorization, String order, SignedLiveSet liveSet) {
        return here.get().liveSets().keepFor(authorization, order, liveSet);
    }

    @Override
    public InventoryAnswer inventory(String authorization, String order, InventoryRequest wish) {
        return here.get().inventories().inventoryFor(authorization, order, wish);
    }

    @Override
    public StoreAnswer store(String authorization, String order, RecordBatch batch) {
        return here.get().records().storeFor(authorization, order, batch);
    }
}
