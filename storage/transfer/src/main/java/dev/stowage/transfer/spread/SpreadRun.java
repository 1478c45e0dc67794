package dev.stowage.transfer.spread;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.transfer.flow.ByteBudget;
import dev.stowage.transfer.flow.Deadline;
import dev.stowage.transfer.flow.TracedThreads;
import dev.stowage.transfer.spread.Load.Item;
import dev.stowage.transfer.supplier.Delivery;
import dev.stowage.transfer.token.AccountAccess;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One spread under way. Loads travel on threads of their own and report to a queue; whoever holds
/// the run reads it, one thread at a time: first the caller, until every block is stored, then a
/// thread in the background.
final class SpreadRun {

    private static final Duration LAST_WORDS = Duration.ofMillis(300);

    private final List<BlockTally> blocks;
    private final AccountAccess access;
    private final Delivery delivery;
    private final ByteBudget budget;
    private final TracedThreads threads;
    private final Deadline deadline;
    private final Map<Load, Thread> underWay = new LinkedHashMap<>();
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final Map<CarrierId, Integer> generations = new LinkedHashMap<>();
    private final Map<Load, Fault> failures = new LinkedHashMap<>();
    private final Set<Load> calledOff = new HashSet<>();
    private final Map<Load, Long> setOff = new ConcurrentHashMap<>();
    private int storedRecords;

    SpreadRun(
            List<BlockTally> blocks,
            AccountAccess access,
            Delivery delivery,
            ByteBudget budget,
            TracedThreads threads,
            Deadline deadline) {
        this.blocks = blocks;
        this.access = access;
        this.delivery = delivery;
        this.budget = budget;
        this.threads = threads;
        this.deadline = deadline;
    }

    /// Sends everything and waits until every block is stored.
    ///
    /// @throws Fault if one cannot be; nothing is under way any more then
    void sendUntilStored(List<Load> loads) throws InterruptedException {
        try {
            requireHope();
            for (Load load : loads) {
                underWay.put(load, threads.start(() -> reports.add(travel(load))));
            }
            while (!blocks.stream().allMatch(BlockTally::isStored)) {
                Report report = reports.poll(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
                if (report == null) {
                    throw firstUnstored().fault();
                }
                settle(report);
                requireHope();
            }
        } catch (Fault | InterruptedException failure) {
            callOff();
            throw failure;
        }
    }

    private Report travel(Load load) {
        try (ByteBudget.Part _ = budget.take(load.bytes(), deadline)) {
            setOff.put(load, System.nanoTime());
            return Report.arrived(
                    load, delivery.deliver(load.records(), load.served(), access, deadline));
        } catch (Fault fault) {
            return Report.failed(load, fault);
        } catch (InterruptedException calledOff) {
            return Report.failed(load, new Fault(FaultCode.TIMED_OUT, "was called off", calledOff));
        } catch (RuntimeException | Error unexpected) {
            return Report.failed(
                    load, new Fault(FaultCode.INTERNAL, unexpected.toString(), unexpected));
        }
    }

    private void settle(Report report) {
        underWay.remove(report.load);
        if (report.fault == null) {
            for (Item item : report.load.items()) {
                blocks.get(item.block()).stored(item.position());
            }
            storedRecords += report.load.items().size();
            report.served.forEach(
                    (carrier, served) -> generations.put(carrier, served.generation()));
            return;
        }
        failures.put(report.load, report.fault);
        for (Item item : report.load.items()) {
            blocks.get(item.block())
                    .failed(item.position(), report.load.supplier().toString(), report.fault);
        }
    }

    private BlockTally firstUnstored() {
        return blocks.stream().filter(block -> !block.isStored()).findFirst().orElseThrow();
    }

    /// When a block is lost the others get a moment to answer, so that the fault tells the whole
    /// story.
    private void requireHope() throws InterruptedException {
        for (BlockTally block : blocks) {
            if (block.isLost()) {
                awaitLate(deadline.earlier(Deadline.after(LAST_WORDS)));
                throw block.fault();
            }
        }
    }

    /// Waits for what is still under way.
    void awaitLate(Deadline patience) throws InterruptedException {
        while (!underWay.isEmpty()) {
            Report report = reports.poll(patience.nanosLeft(), TimeUnit.NANOSECONDS);
            if (report == null) {
                return;
            }
            settle(report);
        }
    }

    /// Calls off what is still under way. When this returns, nothing reads the blocks any more.
    void callOff() {
        List<Load> late = List.copyOf(underWay.keySet());
        underWay.values().forEach(Thread::interrupt);
        boolean interrupted = false;
        while (!underWay.isEmpty()) {
            try {
                settle(reports.take());
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        late.stream().filter(failures::containsKey).forEach(calledOff::add);
    }

    /// Loads that were called off and did not arrive.
    Set<Load> calledOff() {
        return calledOff;
    }

    /// Suppliers that had a load for so long and were called off. Who waited for his turn here, or
    /// had hardly begun, is not among them.
    Set<SupplierId> silentFor(Duration patience) {
        Set<SupplierId> silent = new HashSet<>();
        long now = System.nanoTime();
        for (Load load : calledOff) {
            Long start = setOff.get(load);
            if (start != null && now - start >= patience.toNanos()) {
                silent.add(load.supplier());
            }
        }
        return silent;
    }

    /// The carriers whose volumes hold records now, with the generations that they were stored
    /// under.
    List<CarrierGeneration> generations() {
        return generations.entrySet().stream()
                .map(
                        entry ->
                                new CarrierGeneration(
                                        access.overrides().holderOf(entry.getKey()),
                                        entry.getValue()))
                .toList();
    }

    boolean isUnderWay() {
        return !underWay.isEmpty();
    }

    /// Bytes of the loads that have not arrived.
    long lateBytes() {
        return Stream.concat(underWay.keySet().stream(), failures.keySet().stream())
                .mapToLong(Load::bytes)
                .sum();
    }

    /// Loads that did not arrive, and why.
    Map<Load, Fault> failures() {
        return failures;
    }

    int failedRecords() {
        return failures.keySet().stream().mapToInt(load -> load.items().size()).sum();
    }

    int storedRecords() {
        return storedRecords;
    }

    /// What became of a load.
    ///
    /// @param served its carriers as they were served when it arrived
    /// @param fault why it did not arrive
    private record Report(Load load, Map<CarrierId, ServedCarrier> served, @Nullable Fault fault) {

        static Report arrived(Load load, Map<CarrierId, ServedCarrier> served) {
            return new Report(load, served, null);
        }

        static Report failed(Load load, Fault fault) {
            return new Report(load, Map.of(), fault);
        }
    }
}
