package dev.stowage.cluster.model;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ClosingKept;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.HeadKept;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.InventoryRequest;
import dev.stowage.protocol.supplier.InventoryView;
import dev.stowage.protocol.supplier.LiveSetKept;
import dev.stowage.protocol.supplier.RebuildApi;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.supplier.contract.Contract;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.store.RecordMemory;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The way to one supplier, as its controllers are: open while it lives.
final class Door implements SupplierApi, RebuildApi {

    private final String name;
    private volatile @Nullable Supplier supplier;

    Door(String name) {
        this.name = name;
    }

    void open(Supplier behind) {
        supplier = behind;
    }

    void shut() {
        supplier = null;
    }

    private Supplier here() {
        Supplier behind = supplier;
        if (behind == null) {
            throw new Fault(FaultCode.SUPPLIER_AWAY, name + " does not answer");
        }
        return behind;
    }

    @Override
    public ContractView grant(AccountNumber account, ContractRequest request) {
        return here().customers().grant(account, request.order());
    }

    @Override
    public ContractView contract(String authorization, AccountNumber account) {
        Supplier here = here();
        Contract contract = here.access().requireAny(authorization, account);
        return here.customers().view(contract);
    }

    @Override
    public void release(String authorization, AccountNumber account, @Nullable UUID volume) {
        Supplier here = here();
        Contract contract = here.access().require(authorization, Scope.REGISTER, account);
        here.customers().release(contract.account(), volume);
    }

    @Override
    public StoreAnswer store(String authorization, RecordBatch batch) {
        return here().records().store(authorization, batch);
    }

    @Override
    public FetchAnswer fetch(String authorization, FetchRequest request) {
        return here().records().fetch(authorization, request, RecordMemory.NEW);
    }

    @Override
    public HeadKept keepHead(AccountNumber account, HeadMessage head) {
        return here().heads().keep(account, head);
    }

    @Override
    public HeadMessage head(String authorization, AccountNumber account) {
        return here().heads().newest(authorization, account);
    }

    @Override
    public ClosingKept close(AccountNumber account, ClosingMessage closing) {
        return here().closings().hear(account, closing);
    }

    @Override
    public LiveSetKept keepLiveSet(
            String authorization, AccountNumber account, SignedLiveSet liveSet) {
        return here().liveSets().keep(authorization, account, liveSet);
    }

    @Override
    public SignedLiveSet liveSet(String authorization, AccountNumber account, CarrierGroup group) {
        return here().liveSets().newest(authorization, account, group);
    }

    @Override
    public InventoryView inventory(
            String authorization,
            AccountNumber account,
            CarrierGroup group,
            @Nullable Integer position,
            @Nullable CarrierId carrier) {
        return here().inventories().inventory(authorization, account, group, position, carrier);
    }

    @Override
    public InventoryView missing(
            String authorization, AccountNumber account, CarrierGroup group, CarrierId carrier) {
        return here().inventories().missing(authorization, account, group, carrier);
    }

    @Override
    public FetchAnswer fetch(String authorization, String order, FetchRequest request) {
        return here().records().fetchFor(authorization, order, request, RecordMemory.NEW);
    }

    @Override
    public SignedLiveSet liveSet(String authorization, String order) {
        return here().liveSets().newestFor(authorization, order);
    }

    @Override
    public LiveSetKept keepLiveSet(String authorization, String order, SignedLiveSet liveSet) {
        return here().liveSets().keepFor(authorization, order, liveSet);
    }

    @Override
    public InventoryView inventory(String authorization, String order, InventoryRequest request) {
        return here().inventories().inventoryFor(authorization, order, request);
    }

    @Override
    public StoreAnswer store(String authorization, String order, RecordBatch batch) {
        return here().records().storeFor(authorization, order, batch);
    }
}
