package dev.stowage.supplier.hosting;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.VolumeCondition;
import dev.stowage.protocol.placement.VolumeState;
import dev.stowage.protocol.supplier.VolumeSpace;
import dev.stowage.protocol.supplier.VolumeView;
import dev.stowage.protocol.supplier.VolumeView.State;
import dev.stowage.supplier.closing.ClosingLog;
import dev.stowage.supplier.contract.Contract;
import dev.stowage.supplier.contract.Contracts;
import dev.stowage.supplier.contract.Terms;
import dev.stowage.supplier.drain.Drain;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.live.Collector;
import dev.stowage.supplier.scrub.DecayedRecords;
import dev.stowage.supplier.scrub.Scrub;
import dev.stowage.supplier.scrub.ScrubMeters;
import dev.stowage.supplier.store.DiskHealth;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.store.ServiceTime;
import dev.stowage.supplier.store.Usage;
import dev.stowage.supplier.volume.Volume;
import dev.stowage.supplier.volume.VolumeGate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A volume and all that looks after it.
public final class OpenVolume implements AutoCloseable {

    private final VolumeSettings settings;
    private final Owned owned = new Owned();
    private final ServiceTime time;
    private final LogStore log;
    private final Volume volume;
    private final Scrub scrub;
    private final Collector collector;
    private final Drain drain;

    /// @param log closed after the volume
    /// @param supplier its name
    /// @param told what has decayed
    /// @param takers volumes that may take what this one holds
    OpenVolume(
            OpenLog log,
            SupplierSettings all,
            String supplier,
            DecayedRecords told,
            Membership membership,
            Supplier<List<Volume>> takers,
            Machine machine) {
        this.settings = log.settings();
        this.time = log.time();
        this.log = log.store();
        MeterRegistry registry = machine.meters();
        Tags tags = Tags.of("supplier", supplier, "volume", log.volume().toString());
        SupplierMeters meters = owned.own(new SupplierMeters(registry, tags));
        log.observer().handTo(new CommitMeters(registry, tags));
        Terms terms = all.terms().of(settings.capacity());
        Contracts contracts =
                new Contracts(
                        log.volume(),
                        log.store().facts(),
                        log.store(),
                        terms,
                        machine.clock(),
                        time);
        this.volume =
                new Volume(
                        log.volume(),
                        log.store(),
                        log.store().facts(),
                        contracts,
                        new VolumeGate());
        this.scrub =
                owned.own(
                        new Scrub(
                                volume.store(),
                                settings.directory().resolve("scrub"),
                                all.scrub(),
                                told,
                                contracts::onlyCarrier,
                                new ScrubMeters(registry, tags),
                                machine.clock()));
        this.collector =
                new Collector(
                        volume.store(),
                        volume.facts(),
                        all.collecting().after(),
                        time,
                        account -> released(membership, account));
        this.drain =
                owned.own(
                        new Drain(
                                volume,
                                takers,
                                membership,
                                all.log().upkeep().bytesPerSecond(),
                                scrub::suspect));
        addGauges(meters);
    }

    /// What it holds in another carrier's place stays as long as that one of its own does.
    private Predicate<CarrierId> released(Membership membership, AccountNumber account) {
        Set<CarrierId> released = membership.releasedOn(volume.id());
        if (released.isEmpty()) {
            return _ -> false;
        }
        UnaryOperator<CarrierId> holders = Contract.holders(volume.contracts().find(account));
        return carrier -> released.contains(holders.apply(carrier));
    }

    private void addGauges(SupplierMeters meters) {
        Contracts contracts = volume.contracts();
        Usage usage = volume.store().usage();
        meters.gauge("stowage.reads.failed", () -> health().failedReads());
        for (VolumeCondition each : VolumeCondition.values()) {
            meters.gauge(
                    "stowage.volume",
                    Tags.of("condition", each.name().toLowerCase(Locale.ROOT)),
                    () -> health().condition() == each ? 1 : 0);
        }
        meters.gauge("stowage.contracts", contracts::count);
        meters.gauge("stowage.contracts.noticed", contracts::noticed);
        meters.gauge("stowage.quota.bytes", contracts::quota);
        meters.gauge("stowage.used.bytes", usage::total);
        meters.gauge("stowage.records", usage::records);
        meters.gauge("stowage.trash.bytes", usage::trash);
        meters.gauge("stowage.trash.records", usage::trashRecords);
        meters.gauge("stowage.headers.bytes", usage::headers);
        meters.gauge("stowage.dead.bytes", usage::dead);
        meters.gauge("stowage.capacity.bytes", settings::capacity);
        meters.gauge("stowage.scrub.round.bytes", () -> scrub.state().read());
    }

    /// Does what is due from time to time: ends contracts that are over, and notes its own time.
    void lookAfter() {
        time.keepIfDue();
        volume.contracts().lapse();
    }

    public Volume volume() {
        return volume;
    }

    public Scrub scrub() {
        return scrub;
    }

    public Collector collector() {
        return collector;
    }

    /// What its log says of accounts that are closed.
    ClosingLog closings() {
        Contracts contracts = volume.contracts();
        return new ClosingLog(
                volume.facts(),
                time,
                volume.store().usage(),
                account -> contracts.find(account).map(Contract::key),
                contracts::erase);
    }

    /// How its disk does.
    DiskHealth health() {
        return log.health();
    }

    public Drain drain() {
        return drain;
    }

    /// As placement hears of it: one that is drained donates no more than is spoken for.
    VolumeState state() {
        long allocated = volume.contracts().allocated();
        return new VolumeState(
                volume.id(),
                drain.isOn() ? Math.min(allocated, settings.capacity()) : settings.capacity(),
                allocated,
                volume.store().usage().total(),
                drain.isOn() ? 0 : settings.carriers(),
                health().condition(),
                drain.movedTo().orElse(null));
    }

    /// As the operator sees it.
    VolumeView view(Membership membership) {
        DiskHealth health = health();
        return new VolumeView(
                volume.id(),
                settings.name(),
                State.valueOf(health.condition().name()),
                health.isServing() ? null : health.reason(),
                membership.carriersOn(volume.id()),
                drain.view().orElse(null),
                space());
    }

    /// What becomes of its space, from memory.
    VolumeSpace space() {
        Usage usage = volume.store().usage();
        long allocated = volume.contracts().allocated();
        return new VolumeSpace(
                settings.capacity(),
                allocated,
                usage.total(),
                usage.trash(),
                usage.headers(),
                usage.dead(),
                usage.log(),
                Math.max(0, settings.capacity() - allocated));
    }

    /// Finishes what was accepted.
    @Override
    public void close() {
        time.keep();
        owned.close();
    }
}
