package dev.stowage.supplier.door;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.placement.ClosingKept;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.HeadKept;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.InventoryView;
import dev.stowage.protocol.supplier.LiveSetKept;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.supplier.contract.Contract;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.store.RecordMemory;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a supplier answers customers and their services, however they came to it.
public class SupplierAnswers implements SupplierApi {

    private final java.util.function.Supplier<Supplier> here;
    private final java.util.function.Supplier<? extends RecordMemory> memory;

    /// @param here the supplier that is asked, for each call
    /// @param memory where what is fetched goes, for each call
    public SupplierAnswers(
            java.util.function.Supplier<Supplier> here,
            java.util.function.Supplier<? extends RecordMemory> memory) {
        this.here = here;
        this.memory = memory;
    }

    @Override
    public ContractView grant(AccountNumber account, ContractRequest wish) {
        return here.get().customers().grant(account, wish.order());
    }

    @Override
    public ContractView contract(String authorization, AccountNumber account) {
        Supplier supplier = here.get();
        Contract contract = supplier.access().requireAny(authorization, account);
        return supplier.customers().view(contract);
    }

    @Override
    public void release(String authorization, AccountNumber account, @Nullable UUID volume) {
        Supplier supplier = here.get();
        Contract contract = supplier.access().require(authorization, Scope.REGISTER, account);
        supplier.customers().release(contract.account(), volume);
    }

    @Override
    public StoreAnswer store(String authorization, RecordBatch batch) {
        return here.get().records().store(authorization, batch);
    }

    @Override
    public FetchAnswer fetch(String authorization, FetchRequest wish) {
        return here.get().records().fetch(authorization, wish, memory.get());
    }

    @Override
    public HeadKept keepHead(AccountNumber account, HeadMessage head) {
        return here.get().heads().keep(account, head);
    }

    @Override
    public HeadMessage head(String authorization, AccountNumber account) {
        return here.get().heads().newest(authorization, account);
    }

    @Override
    public ClosingKept close(AccountNumber account, ClosingMessage closing) {
        return here.get().closings().hear(account, closing);
    }

    @Override
    public LiveSetKept keepLiveSet(
            String authorization, AccountNumber account, SignedLiveSet liveSet) {
        return here.get().liveSets().keep(authorization, account, liveSet);
    }

    @Override
    public SignedLiveSet liveSet(String authorization, AccountNumber account, CarrierGroup group) {
        return here.get().liveSets().newest(authorization, account, group);
    }

    @Override
    public InventoryView inventory(
            String authorization,
            AccountNumber account,
            CarrierGroup group,
            @Nullable Integer position,
            @Nullable CarrierId carrier) {
        return here.get().inventories().inventory(authorization, account, group, position, carrier);
    }

    @Override
    public InventoryView missing(
            String authorization, AccountNumber account, CarrierGroup group, CarrierId carrier) {
        return here.get().inventories().missing(authorization, account, group, carrier);
    }
}
