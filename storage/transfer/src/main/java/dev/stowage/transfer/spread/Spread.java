package dev.stowage.transfer.spread;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.transfer.carrier.AccountCarriers;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.flow.ByteBudget;
import dev.stowage.transfer.flow.Deadline;
import dev.stowage.transfer.flow.TracedThreads;
import dev.stowage.transfer.spool.Spool;
import dev.stowage.transfer.spread.Load.Item;
import dev.stowage.transfer.spread.SpreadOutcome.LateRecords;
import dev.stowage.transfer.supplier.Delivery;
import dev.stowage.transfer.supplier.SupplierClients;
import dev.stowage.transfer.token.AccountAccess;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Spreads blocks over their carriers.
public final class Spread {

    private final Carriers carriers;
    private final SupplierClients suppliers;
    private final Delivery delivery;
    private final Spool spool;
    private final ByteBudget budget;
    private final TracedThreads threads;
    private final SpreadSettings settings;
    private final MeterRegistry meters;
    private final ObservationRegistry observations;
    private final Map<AccountNumber, Long> late = new ConcurrentHashMap<>();

    public Spread(
            Carriers carriers,
            SupplierClients suppliers,
            Spool spool,
            ByteBudget budget,
            TracedThreads threads,
            SpreadSettings settings,
            MeterRegistry meters,
            ObservationRegistry observations) {
        this.carriers = carriers;
        this.suppliers = suppliers;
        this.delivery = new Delivery(carriers, suppliers);
        this.spool = spool;
        this.budget = budget;
        this.threads = threads;
        this.settings = settings;
        this.meters = meters;
        this.observations = observations;
    }

    /// Stores every block durably on at least its layout's write threshold of distinct carriers.
    ///
    /// The rest goes on in the background: see [SpreadOutcome#released]. When this throws, no byte
    /// of the blocks is read any more.
    ///
    /// @param batch blocks of one account, of any layouts
    /// @throws Fault `too-few-suppliers`, `quota-exceeded`, `number-used`, `placement-away`, with
    ///   the block, what it needs and got, and what each failed supplier said; `timed-out` if the
    ///   calling thread is interrupted, which stays interrupted
    public SpreadOutcome spread(List<SignedBlock> batch, AccountAccess access) {
        requireOneAccount(batch, access);
        Observation observation = Observation.start("stowage.spread", observations);
        try (Observation.Scope _ = observation.openScope()) {
            SpreadOutcome outcome = spreadNow(batch, access);
            observation.lowCardinalityKeyValue("outcome", "stored");
            return outcome;
        } catch (Fault fault) {
            observation.lowCardinalityKeyValue("outcome", fault.code().wireName());
            observation.error(fault);
            throw fault;
        } catch (InterruptedException calledOff) {
            Thread.currentThread().interrupt();
            observation.lowCardinalityKeyValue("outcome", "called-off");
            throw new Fault(FaultCode.TIMED_OUT, "the spread was called off", calledOff);
        } finally {
            observation.stop();
        }
    }

    private SpreadOutcome spreadNow(List<SignedBlock> batch, AccountAccess access)
            throws InterruptedException {
        List<BlockTally> blocks = batch.stream().map(BlockTally::new).toList();
        List<Load> loads = Load.pack(address(blocks, access), settings.requestBytes());
        Deadline deadline = Deadline.after(settings.deadline());
        SpreadRun run = new SpreadRun(blocks, access, delivery, budget, threads, deadline);
        try {
            run.sendUntilStored(loads);
        } catch (Fault fault) {
            if (deadline.hasPassed()) {
                blame(run);
            }
            throw fault;
        }
        return new SpreadOutcome(run.generations(), finish(run, access.account()));
    }

    /// Bytes of an account's records that were still on their way when their blocks were
    /// acknowledged, and have neither arrived since nor come to the spool.
    public long lateBytes(AccountNumber account) {
        return late.getOrDefault(account, 0L);
    }

    private void blame(SpreadRun run) {
        Duration patience = settings.latePatience();
        run.silentFor(patience).forEach(supplier -> suppliers.gaveUpOn(supplier, patience));
    }

    private static void requireOneAccount(List<SignedBlock> batch, AccountAccess access) {
        for (SignedBlock block : batch) {
            if (!block.block().address().account().equals(access.account())) {
                throw new IllegalArgumentException(
                        "block %s is not of account %s"
                                .formatted(block.block().address(), access.account()));
            }
        }
    }

    /// A record for every carrier that is served.
    private List<Item> address(List<BlockTally> blocks, AccountAccess access) {
        Set<CarrierId> wanted = new HashSet<>();
        for (BlockTally block : blocks) {
            for (int position = 0; position < block.layout().carriers(); position++) {
                wanted.add(block.carrier(position));
            }
        }
        Map<CarrierId, ServedCarrier> serving =
                new AccountCarriers(carriers, access.overrides()).serving(wanted);
        List<Item> items = new ArrayList<>();
        for (int index = 0; index < blocks.size(); index++) {
            BlockTally block = blocks.get(index);
            for (int position = 0; position < block.layout().carriers(); position++) {
                ServedCarrier carrier = serving.get(block.carrier(position));
                if (carrier == null) {
                    block.failed(position, "none", nobodyServes(block.carrier(position)));
                } else {
                    items.add(
                            new Item(
                                    index,
                                    carrier,
                                    block.block().record(position, carrier.generation())));
                }
            }
        }
        return items;
    }

    private static Fault nobodyServes(CarrierId carrier) {
        return new Fault(FaultCode.SUPPLIER_AWAY, "nobody serves carrier " + carrier);
    }

    private CompletableFuture<LateRecords> finish(SpreadRun run, AccountNumber account) {
        if (!run.isUnderWay() && run.failures().isEmpty()) {
            return CompletableFuture.completedFuture(new LateRecords(0, 0, 0));
        }
        long bytes = run.lateBytes();
        late.merge(account, bytes, Long::sum);
        CompletableFuture<LateRecords> released = new CompletableFuture<>();
        Runnable rest =
                () -> {
                    try {
                        released.complete(finishLate(run));
                    } finally {
                        late.computeIfPresent(
                                account, (_, all) -> all == bytes ? null : all - bytes);
                        released.complete(new LateRecords(0, 0, run.failedRecords()));
                    }
                };
        try {
            threads.start(rest);
        } catch (Fault closing) {
            rest.run();
        }
        return released;
    }

    /// Late records arrive in time, or are copied to the spool, or are given up.
    private LateRecords finishLate(SpreadRun run) {
        int storedBefore = run.storedRecords();
        boolean closing = false;
        try {
            run.awaitLate(Deadline.after(settings.latePatience()));
        } catch (InterruptedException closed) {
            closing = true;
        }
        run.callOff();
        if (!closing) {
            blame(run);
        }
        int spooled = spoolFailures(run);
        LateRecords late =
                new LateRecords(
                        run.storedRecords() - storedBefore, spooled, run.failedRecords() - spooled);
        meters.counter("stowage.spread.late", "fate", "arrived").increment(late.arrived());
        meters.counter("stowage.spread.late", "fate", "spooled").increment(late.spooled());
        meters.counter("stowage.spread.late", "fate", "lost").increment(late.lost());
        return late;
    }

    /// @return records that the spool keeps
    private int spoolFailures(SpreadRun run) {
        return run.failures().entrySet().stream()
                .filter(failure -> mayArriveLater(run, failure.getKey(), failure.getValue()))
                .map(Map.Entry::getKey)
                .filter(load -> spool.keep(load.supplier(), load.records()))
                .mapToInt(load -> load.items().size())
                .sum();
    }

    private static boolean mayArriveLater(SpreadRun run, Load load, Fault fault) {
        return run.calledOff().contains(load) || fault.code().retryable();
    }
}
