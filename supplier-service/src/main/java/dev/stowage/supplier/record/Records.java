package dev.stowage.supplier.record;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.ProvenSignatures;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.record.RecordProver;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.supplier.bandwidth.FairLimit;
import dev.stowage.supplier.contract.Access;
import dev.stowage.supplier.contract.Contract;
import dev.stowage.supplier.contract.Customers;
import dev.stowage.supplier.scrub.DecayedRecords;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordMemory;
import dev.stowage.supplier.volume.Volume;
import dev.stowage.supplier.volume.Volumes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores and fetches the records of those that have a contract.
public final class Records {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);
    private static final int MOST_SIGNATURES = 4096;

    private final Access access;
    private final Customers customers;
    private final Volumes volumes;
    private final FairLimit sending;
    private final RecordMeters meters;
    private final Suspicion suspicion;
    private final DecayedRecords decayed;
    private final CustomerTraffic traffic;
    private final ProvenSignatures signatures = new ProvenSignatures(MOST_SIGNATURES);

    /// Somebody who wants to know of records that were found decayed.
    public interface Suspicion {

        void suspect(Volume volume, RecordId record);
    }

    /// @param nanos a clock that only goes on
    public Records(
            Access access,
            Customers customers,
            Volumes volumes,
            FairLimit sending,
            RecordMeters meters,
            Suspicion suspicion,
            DecayedRecords decayed,
            LongSupplier nanos) {
        this.access = access;
        this.customers = customers;
        this.volumes = volumes;
        this.sending = sending;
        this.meters = meters;
        this.suspicion = suspicion;
        this.decayed = decayed;
        this.traffic = new CustomerTraffic(nanos);
    }

    /// Stores a batch: of each volume all is durable when it returns; if one refuses, nothing is
    /// stored there.
    public StoreAnswer store(String authorization, RecordBatch batch) {
        Contract contract = access.require(authorization, Scope.STORE);
        traffic.note();
        return store(contract, batch);
    }

    /// Stores a batch of rebuilt records: those of the order's blocks and carrier, which the owner
    /// signed as any other.
    public StoreAnswer storeFor(String authorization, String order, RecordBatch batch) {
        RebuildOrder permitted = access.requireRebuild(authorization, order);
        for (FragmentRecord record : batch.records()) {
            requireCovered(permitted, record.header().address());
            requireOrderedCarrier(permitted, record.header());
        }
        return store(customers.require(permitted.account()), batch);
    }

    private static void requireCovered(RebuildOrder order, Address address) {
        if (!order.covers(address)) {
            throw new Fault(
                            FaultCode.FORBIDDEN,
                            "order %s is about blocks %s … %s of account %s in group %s"
                                    .formatted(
                                            order.id(),
                                            order.first(),
                                            order.last(),
                                            order.account(),
                                            order.group()))
                    .with("address", address.toString());
        }
    }

    private static void requireOrderedCarrier(RebuildOrder order, RecordHeader header) {
        if (!order.carriers().contains(header.carrier())) {
            throw about(
                    header,
                    FaultCode.FORBIDDEN,
                    "order %s is about carriers %s, the record is for carrier %s"
                            .formatted(order.id(), order.carriers().forPeople(), header.carrier()));
        }
    }

    private StoreAnswer store(Contract contract, RecordBatch batch) {
        meters.proving(() -> prove(batch, contract));
        Map<Volume, List<FragmentRecord>> byVolume = new LinkedHashMap<>();
        for (FragmentRecord record : batch.records()) {
            byVolume.computeIfAbsent(
                            volumes.serving(contract.holderOf(record.header().carrier())),
                            _ -> new ArrayList<>())
                    .add(record);
        }
        int stored = 0;
        for (Map.Entry<Volume, List<FragmentRecord>> each : byVolume.entrySet()) {
            stored += store(each.getKey(), contract.account(), each.getValue());
        }
        meters.stored(batch.records());
        batch.records().stream()
                .map(FragmentRecord::header)
                .map(header -> new RecordId(header.address(), header.position()))
                .forEach(decayed::mended);
        LOG.debug("stored {}", new Names(batch));
        return new StoreAnswer(stored, volumes.used(contract.account()));
    }

    private static int store(Volume volume, AccountNumber account, List<FragmentRecord> records) {
        return volume.gate()
                .change(
                        () -> {
                            Contract contract = volume.contracts().require(account);
                            long quota = volume.contracts().requireQuota(contract);
                            return volume.store().store(account, records, quota).stored();
                        });
    }

    private void prove(RecordBatch batch, Contract contract) {
        RecordProver prover = new RecordProver(contract.key(), signatures);
        batch.records().forEach(record -> prove(record, contract, prover));
    }

    private void prove(FragmentRecord record, Contract contract, RecordProver prover) {
        RecordHeader header = record.header();
        if (!header.address().account().equals(contract.account())) {
            throw about(
                    header,
                    FaultCode.FORBIDDEN,
                    "the record is of account %s, the token of %s"
                            .formatted(header.address().account(), contract.account()));
        }
        customers.requireCovered(contract, header.carrier(), header.generation());
        if (!record.isWhole()) {
            throw about(
                    header, FaultCode.INVALID_REQUEST, "a record is stored whole or not at all");
        }
        if (!prover.proves(header)) {
            throw about(
                    header,
                    FaultCode.FOREIGN_SIGNATURE,
                    "the owner's signature does not cover this record");
        }
        record.fragmentFlaw()
                .ifPresent(
                        flaw -> {
                            throw about(header, FaultCode.MALFORMED, flaw);
                        });
    }

    private static Fault about(RecordHeader header, FaultCode code, String detail) {
        return new Fault(code, detail)
                .with("address", header.address().toString())
                .with("position", header.position());
    }

    /// Fetches records, each proved by its checksum.
    ///
    /// The bytes of what was found wait for their turn of the bandwidth.
    ///
    /// @param memory where their bytes go; the answer is a view of it
    public FetchAnswer fetch(String authorization, FetchRequest request, RecordMemory memory) {
        Contract contract = access.require(authorization, Scope.FETCH);
        request.records().forEach(wanted -> requireOwn(wanted, contract));
        traffic.note();
        List<FetchOutcome> outcomes = fetch(request, memory);
        awaitTurn(contract, outcomes);
        return new FetchAnswer(outcomes);
    }

    /// Fetches what is left of an order's blocks, as [#fetch], and says whether customers are
    /// served beside. What this supplier makes again itself is not sent, and waits for no turn.
    public FetchAnswer fetchFor(
            String authorization, String order, FetchRequest request, RecordMemory memory) {
        RebuildOrder permitted = access.requireRebuild(authorization, order);
        request.records().forEach(wanted -> requireCovered(permitted, wanted.address()));
        Contract contract = customers.require(permitted.account());
        List<FetchOutcome> outcomes = fetch(request, memory);
        if (!access.isHere(permitted.rebuilder())) {
            awaitTurn(contract, outcomes);
        }
        return new FetchAnswer(outcomes, traffic.isThere());
    }

    private void awaitTurn(Contract contract, List<FetchOutcome> outcomes) {
        sending.await(contract.account(), outcomes.stream().mapToLong(Records::lengthOf).sum());
    }

    private static long lengthOf(FetchOutcome outcome) {
        return outcome instanceof FetchOutcome.Intact(FragmentRecord record) ? record.length() : 0;
    }

    private List<FetchOutcome> fetch(FetchRequest request, RecordMemory memory) {
        List<FetchOutcome> outcomes = new ArrayList<>(request.records().size());
        long bytes = 0;
        for (WantedRecord wanted : request.records()) {
            FetchOutcome outcome = fetch(wanted, memory);
            bytes += lengthOf(outcome);
            requireFits(bytes);
            outcomes.add(outcome);
        }
        requireFoundOrGone(outcomes);
        meters.fetched(outcomes);
        return outcomes;
    }

    /// Nothing is called missing that may lie on a volume that could not be opened; who asks for
    /// more at once gets what there is.
    private void requireFoundOrGone(List<FetchOutcome> outcomes) {
        boolean nothing = outcomes.stream().allMatch(FetchOutcome.Missing.class::isInstance);
        if (volumes.away() > 0 && nothing && !outcomes.isEmpty()) {
            throw new Fault(
                            FaultCode.VOLUME_FAILED,
                            "none of %d records is here, but %d volumes could not be opened"
                                    .formatted(outcomes.size(), volumes.away()))
                    .with("away", volumes.away());
        }
    }

    /// Whichever volume has it.
    private FetchOutcome fetch(WantedRecord wanted, RecordMemory memory) {
        FetchOutcome best = new FetchOutcome.Missing();
        for (Volume volume : volumes.all()) {
            FetchOutcome outcome = volume.store().fetch(wanted, memory);
            if (outcome instanceof FetchOutcome.Intact) {
                return outcome;
            }
            if (outcome instanceof FetchOutcome.Corrupt) {
                suspicion.suspect(volume, new RecordId(wanted.address(), wanted.position()));
                best = outcome;
            }
        }
        return best;
    }

    private static void requireOwn(WantedRecord wanted, Contract contract) {
        if (!wanted.address().account().equals(contract.account())) {
            throw new Fault(
                            FaultCode.FORBIDDEN,
                            "the record is of account %s, the token of %s"
                                    .formatted(wanted.address().account(), contract.account()))
                    .with("address", wanted.address().toString());
        }
    }

    private static void requireFits(long bytes) {
        if (bytes > RecordBatch.MAX_BYTES) {
            throw new Fault(
                            FaultCode.BODY_TOO_LARGE,
                            "the records asked for have more than %d bytes, ask for fewer at once"
                                    .formatted(RecordBatch.MAX_BYTES))
                    .with("limit", RecordBatch.MAX_BYTES);
        }
    }

    /// The names of a batch's records, made only if they are logged.
    private record Names(RecordBatch batch) {

        @Override
        public String toString() {
            return batch.records().stream()
                    .map(record -> name(record.header()))
                    .collect(Collectors.joining(", "));
        }

        private static String name(RecordHeader header) {
            return "account %s block %s position %d"
                    .formatted(
                            header.address().account(),
                            header.address().block(),
                            header.position());
        }
    }
}
