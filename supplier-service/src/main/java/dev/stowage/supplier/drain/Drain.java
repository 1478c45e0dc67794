package dev.stowage.supplier.drain;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.DrainView;
import dev.stowage.supplier.contract.Adoption;
import dev.stowage.supplier.drain.KeptDrain.Phase;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.live.LiveSets;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.volume.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The drain of one volume, wanted or not.
public final class Drain implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Volume from;
    private final Supplier<List<Volume>> targets;
    private final Membership membership;
    private final long bytesPerSecond;
    private final Consumer<RecordId> suspect;
    private volatile KeptDrain kept;
    private volatile @Nullable String waitsFor;
    private volatile @Nullable RecordCopy copy;
    private @Nullable Work work;

    /// A thread that drains, until it is stopped.
    private record Work(Thread thread, CountDownLatch stopped) {}

    /// @param targets volumes that may take what this one holds
    /// @param bytesPerSecond that are copied; 0 for no limit
    /// @param suspect told of records that cannot be read
    public Drain(
            Volume from,
            Supplier<List<Volume>> targets,
            Membership membership,
            long bytesPerSecond,
            Consumer<RecordId> suspect) {
        this.from = from;
        this.targets = targets;
        this.membership = membership;
        this.bytesPerSecond = bytesPerSecond;
        this.suspect = suspect;
        this.kept = KeptDrain.read(from.facts());
    }

    /// Goes on where the last life of the supplier ended.
    ///
    /// @throws InterruptedException if this thread is interrupted
    public synchronized void resume() throws InterruptedException {
        from.contracts().passage().close(isOn());
        if (kept.phase() == Phase.HANDING_OVER || kept.phase() == Phase.DRAINED) {
            boolean _ = from.gate().shut(PATIENCE);
            from.contracts().passage().handOver(true);
        }
        start();
    }

    /// Wants the volume to be empty.
    public synchronized void begin() {
        if (!isOn()) {
            LOG.warn("volume {} is drained", from.id());
            keep(new KeptDrain(Phase.COPYING, null));
            from.contracts().passage().close(true);
            start();
        }
    }

    /// Wants the volume to go on as it was.
    ///
    /// @throws Fault `precondition-failed` while its carriers are handed over
    public void takeBack() {
        if (kept.phase() == Phase.HANDING_OVER) {
            throw new Fault(
                    FaultCode.PRECONDITION_FAILED,
                    "placement has been told that the carriers of volume %s go to volume %s"
                            .formatted(from.id(), kept.to()));
        }
        stop();
        synchronized (this) {
            if (!isOn()) {
                return;
            }
            LOG.warn("the drain of volume {} is taken back", from.id());
            target().ifPresent(this::undo);
            keep(KeptDrain.NONE);
            from.contracts().passage().close(false);
            from.contracts().passage().handOver(false);
            from.gate().open();
            waitsFor = null;
            copy = null;
        }
    }

    private void undo(Volume to) {
        try {
            new RecordCopy(from, to, 0, _ -> {}, suspect).putBack();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Fault(FaultCode.BUSY, "interrupted", interrupted);
        }
        adoption(to).undo();
    }

    private Adoption adoption(Volume to) {
        return new Adoption(from.contracts(), to.contracts());
    }

    private void keep(KeptDrain changed) {
        changed.keep(from.facts());
        kept = changed;
    }

    /// Whether nothing new comes to this volume.
    public boolean isOn() {
        return kept.phase() != Phase.NONE;
    }

    /// Whether this volume takes what another one holds.
    public boolean isTo(UUID volume) {
        return volume.equals(kept.to())
                && (kept.phase() == Phase.COPYING || kept.phase() == Phase.HANDING_OVER);
    }

    /// The volume that serves all carriers of this one from now on, as placement is to know.
    public Optional<UUID> movedTo() {
        return kept.phase() == Phase.HANDING_OVER
                ? Optional.ofNullable(kept.to())
                : Optional.empty();
    }

    /// How far it is; empty if it is not wanted.
    public Optional<DrainView> view() {
        KeptDrain now = kept;
        RecordCopy copying = copy;
        return now.phase() == Phase.NONE
                ? Optional.empty()
                : Optional.of(
                        new DrainView(
                                DrainView.Phase.valueOf(now.phase().name()),
                                now.to(),
                                copying == null ? 0 : copying.passed(),
                                from.store().usage().records(),
                                copying == null ? 0 : copying.bad(),
                                waitsFor));
    }

    private void start() {
        if (kept.phase() == Phase.COPYING || kept.phase() == Phase.HANDING_OVER) {
            CountDownLatch stopped = new CountDownLatch(1);
            Thread thread =
                    Thread.ofPlatform().daemon().name("drain").unstarted(() -> run(stopped));
            work = new Work(thread, stopped);
            thread.start();
        }
    }

    private void run(CountDownLatch stopped) {
        try {
            while (kept.phase() == Phase.COPYING || kept.phase() == Phase.HANDING_OVER) {
                tryStep(stopped);
                if (stopped.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stopping) {
            LOG.debug("the drain of volume {} pauses", from.id());
        }
    }

    private void tryStep(CountDownLatch stopped) throws InterruptedException {
        try {
            if (kept.phase() == Phase.COPYING) {
                copy(stopped);
            }
            if (kept.phase() == Phase.HANDING_OVER) {
                awaitHandedOver();
            }
        } catch (Fault | IllegalStateException failed) {
            waitFor(String.valueOf(failed.getMessage()));
        }
    }

    /// Says once what is missing.
    private void waitFor(String what) {
        if (!what.equals(waitsFor)) {
            LOG.warn("the drain of volume {} waits: {}", from.id(), what);
            waitsFor = what;
        }
    }

    private void copy(CountDownLatch stopped) throws InterruptedException {
        Optional<Volume> chosen = target().or(this::chooseTarget);
        if (chosen.isEmpty()) {
            waitFor(
                    "no other volume of this supplier has room for %d bytes; moving to other suppliers is not built yet"
                            .formatted(Adoption.needed(from.contracts())));
            return;
        }
        Volume to = chosen.get();
        adoption(to).reserve();
        RecordCopy copying =
                new RecordCopy(from, to, bytesPerSecond, bytes -> pace(bytes, stopped), suspect);
        copy = copying;
        waitsFor = null;
        long bytes = copying.pass();
        LOG.info("{} bytes of volume {} were copied to {}", bytes, from.id(), to.id());
        handOver(to, copying);
    }

    private Optional<Volume> target() {
        UUID to = kept.to();
        return targets.get().stream().filter(each -> each.id().equals(to)).findFirst();
    }

    /// The roomiest one that has room for everything.
    private Optional<Volume> chooseTarget() {
        long needed = Adoption.needed(from.contracts());
        Optional<Volume> roomiest =
                targets.get().stream()
                        .filter(each -> each.contracts().grantable() >= needed)
                        .max(
                                (one, other) ->
                                        Long.compare(
                                                one.contracts().grantable(),
                                                other.contracts().grantable()));
        roomiest.ifPresent(to -> keep(new KeptDrain(Phase.COPYING, to.id())));
        return roomiest;
    }

    private void pace(long bytes, CountDownLatch stopped) throws InterruptedException {
        long nanos = bytesPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) * bytes / bytesPerSecond;
        if (stopped.await(nanos, TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("stopped");
        }
    }

    /// Writers hear `busy` from here until placement has answered; nothing is on the way to this
    /// volume any more.
    private void handOver(Volume to, RecordCopy copying) throws InterruptedException {
        if (!from.gate().shut(PATIENCE)) {
            return;
        }
        boolean isReady = false;
        try {
            long _ = copying.pass();
            for (AccountNumber account : from.contracts().all()) {
                adoption(to).take(account);
                from.store().newest(account).ifPresent(to.store()::keep);
                LiveSets.copy(account, from, to);
            }
            copying.bringOut();
            copying.requireAllThere();
            keep(new KeptDrain(Phase.HANDING_OVER, to.id()));
            isReady = true;
            from.contracts().passage().handOver(true);
        } finally {
            if (!isReady) {
                from.gate().open();
            }
        }
    }

    private void awaitHandedOver() {
        membership.refresh();
        if (membership.carriersOn(from.id()) > 0) {
            waitFor("placement has not given the carriers to the other volume yet");
            return;
        }
        from.contracts().leaveAll();
        keep(new KeptDrain(Phase.DRAINED, kept.to()));
        waitsFor = null;
        LOG.warn(
                "volume {} is drained: take its directory out of the settings, then it may be removed",
                from.id());
    }

    private void stop() {
        Work working;
        synchronized (this) {
            working = work;
            work = null;
        }
        if (working == null) {
            return;
        }
        working.stopped().countDown();
        try {
            if (!working.thread().join(PATIENCE)) {
                LOG.warn("the drain of volume {} did not pause within {}", from.id(), PATIENCE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
