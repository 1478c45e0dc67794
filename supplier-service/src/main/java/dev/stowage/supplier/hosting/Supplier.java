package dev.stowage.supplier.hosting;

import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.VolumeState;
import dev.stowage.protocol.supplier.VolumeSpace;
import dev.stowage.supplier.bandwidth.FairLimit;
import dev.stowage.supplier.contract.Access;
import dev.stowage.supplier.contract.Contracts;
import dev.stowage.supplier.head.Heads;
import dev.stowage.supplier.join.Heartbeats;
import dev.stowage.supplier.join.Identity;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.live.Collector;
import dev.stowage.supplier.live.Inventories;
import dev.stowage.supplier.live.LiveSets;
import dev.stowage.supplier.record.RecordMeters;
import dev.stowage.supplier.record.Records;
import dev.stowage.supplier.scrub.DecayedRecords;
import dev.stowage.supplier.scrub.Scrub;
import dev.stowage.supplier.scrub.ScrubMeters;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.store.RecordStore;
import dev.stowage.supplier.store.ServiceTime;
import dev.stowage.supplier.store.Usage;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One supplier: everything that serves one directory, as a plain object graph.
public final class Supplier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supplier.class);

    private final String name;
    private final SupplierSettings settings;
    private final Clock clock;
    private final Owned owned;
    private final ServiceTime time;
    private final RecordStore store;
    private final Identity identity;
    private final Membership membership;
    private final Contracts contracts;
    private final Access access;
    private final Records records;
    private final Heads heads;
    private final DecayedRecords decayed = new DecayedRecords();
    private final Scrub scrub;
    private final LiveSets liveSets;
    private final Inventories inventories;
    private final Collector collector;
    private volatile @Nullable Heartbeats heartbeats;
    private final InFlight inFlight;
    private final FairLimit receiving;
    private final FairLimit sending;

    /// Opens the supplier of a claimed directory. The claim is given up when the supplier is
    /// closed, or here if it cannot be opened.
    ///
    /// @throws IOException if the disk cannot be opened, or lacks what it held
    public static Supplier open(DirectoryClaim claim, SupplierSettings settings, Machine machine)
            throws IOException {
        Owned owned = new Owned();
        owned.own(claim);
        try {
            return new Supplier(claim, settings, machine, owned);
        } catch (IOException | RuntimeException failed) {
            owned.close();
            throw new IOException(
                    "%s cannot be opened: %s".formatted(claim.directory(), failed.getMessage()),
                    failed);
        }
    }

    private Supplier(DirectoryClaim claim, SupplierSettings settings, Machine machine, Owned owned)
            throws IOException {
        this.name = claim.name();
        this.settings = settings;
        this.clock = machine.clock();
        MeterRegistry registry = machine.meters();
        this.owned = owned;
        this.inFlight = new InFlight(settings.maxBytesInFlight(), settings.maxRequests());
        this.receiving = new FairLimit(settings.receiving());
        this.sending = new FairLimit(settings.sending());
        SupplierMeters meters = owned.own(new SupplierMeters(registry, name));
        Path directory = claim.directory();
        this.identity = Identity.open(directory, machine.random());
        this.time = new ServiceTime(machine.nanos());
        LogStore log =
                owned.own(
                        new LogStore(
                                machine.disks().open(directory.resolve("records")),
                                settings.log(),
                                machine.random(),
                                time,
                                meters));
        requireMembership(log);
        this.store = log;
        time.begin(log, clock);
        this.membership = new Membership(log.facts(), newId(machine.random()), clock);
        this.contracts =
                new Contracts(log.facts(), membership, store, settings.terms(), clock, time);
        this.access = new Access(contracts, membership, clock);
        this.scrub =
                owned.own(
                        new Scrub(
                                store,
                                directory.resolve("scrub"),
                                settings.scrub(),
                                decayed,
                                new ScrubMeters(registry, name),
                                clock));
        this.records =
                new Records(
                        access,
                        contracts,
                        store,
                        sending,
                        new RecordMeters(registry, name),
                        scrub::suspect);
        this.heads = new Heads(contracts, access, membership, store);
        this.liveSets = new LiveSets(access, log.facts());
        this.inventories = new Inventories(access, store, log.facts());
        this.collector = new Collector(store, log.facts(), settings.collecting().after(), time);
        addGauges(meters);
    }

    /// A log that holds anything holds who the supplier is: it must not become somebody else.
    private static void requireMembership(LogStore log) throws IOException {
        if (!log.isEmpty() && log.facts().readAll(FactKind.MEMBERSHIP).isEmpty()) {
            throw new IOException(
                    "its log does not tell who this supplier is: a file of it is missing or damaged. "
                            + "Nothing was changed; put the file back");
        }
    }

    private void addGauges(SupplierMeters meters) {
        meters.gauge("stowage.contracts", contracts::count);
        meters.gauge("stowage.contracts.noticed", contracts::noticed);
        meters.gauge("stowage.quota.bytes", contracts::quota);
        meters.gauge("stowage.used.bytes", store.usage()::total);
        meters.gauge("stowage.records", store.usage()::records);
        meters.gauge("stowage.trash.bytes", store.usage()::trash);
        meters.gauge("stowage.trash.records", store.usage()::trashRecords);
        meters.gauge("stowage.headers.bytes", store.usage()::headers);
        meters.gauge("stowage.dead.bytes", store.usage()::dead);
        meters.gauge("stowage.capacity.bytes", settings.terms()::capacity);
        meters.gauge("stowage.scrub.round.bytes", () -> scrub.state().read());
        meters.gauge("stowage.in.flight.bytes", inFlight::bytes);
        meters.gauge("stowage.in.flight.requests", inFlight::requests);
        meters.gauge("stowage.receiving.waiting", receiving::waiting);
        meters.gauge("stowage.sending.waiting", sending::waiting);
    }

    private static UUID newId(SecureRandom random) {
        byte[] seed = new byte[16];
        random.nextBytes(seed);
        return UUID.nameUUIDFromBytes(seed);
    }

    /// Says from now on where this supplier answers.
    public void announce(URI url, PlacementApi placement) {
        heartbeats =
                owned.own(
                        new Heartbeats(
                                identity,
                                membership,
                                placement,
                                () -> heartbeat(url),
                                decayed,
                                settings.join(),
                                clock));
        scrub.start();
        LOG.info("{} answers at {}", name, url);
    }

    /// Whether placement knows where this supplier answers since it was opened.
    boolean isHeard() {
        Heartbeats beating = heartbeats;
        return beating != null && beating.isHeard();
    }

    private Heartbeat heartbeat(URI url) {
        VolumeState volume =
                new VolumeState(
                        membership.volume(),
                        settings.terms().capacity(),
                        contracts.allocated(),
                        store.usage().total(),
                        settings.carriers());
        return new Heartbeat(url.toString(), List.of(volume), inFlight.bytes());
    }

    /// Does what is due from time to time: ends contracts that are over, and notes its own time.
    void lookAfter() {
        time.keepIfDue();
        contracts.lapse();
    }

    /// The name of its directory: `supplier-1`.
    public String name() {
        return name;
    }

    public Membership membership() {
        return membership;
    }

    public Contracts contracts() {
        return contracts;
    }

    public Access access() {
        return access;
    }

    public Records records() {
        return records;
    }

    public Heads heads() {
        return heads;
    }

    /// What becomes of the donated space, from memory.
    public VolumeSpace space() {
        Usage usage = store.usage();
        long capacity = settings.terms().capacity();
        long allocated = contracts.allocated();
        return new VolumeSpace(
                capacity,
                allocated,
                usage.total(),
                usage.trash(),
                usage.headers(),
                usage.dead(),
                usage.log(),
                Math.max(0, capacity - allocated));
    }

    public Scrub scrub() {
        return scrub;
    }

    public Inventories inventories() {
        return inventories;
    }

    public Collector collector() {
        return collector;
    }

    public LiveSets liveSets() {
        return liveSets;
    }

    public InFlight inFlight() {
        return inFlight;
    }

    /// The limit to the bytes of records that come in.
    public FairLimit receiving() {
        return receiving;
    }

    /// Stops saying that it lives, finishes what was accepted, and gives the directory up.
    @Override
    public void close() {
        time.keep();
        owned.close();
    }
}
