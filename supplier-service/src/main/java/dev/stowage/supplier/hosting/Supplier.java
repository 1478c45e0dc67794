package dev.stowage.supplier.hosting;

import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.supplier.VolumeSpace;
import dev.stowage.supplier.bandwidth.FairLimit;
import dev.stowage.supplier.contract.Access;
import dev.stowage.supplier.contract.Customers;
import dev.stowage.supplier.head.Heads;
import dev.stowage.supplier.join.Heartbeats;
import dev.stowage.supplier.join.Identity;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.live.Inventories;
import dev.stowage.supplier.live.LiveSets;
import dev.stowage.supplier.record.RecordMeters;
import dev.stowage.supplier.record.Records;
import dev.stowage.supplier.scrub.DecayedRecords;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.volume.Volume;
import dev.stowage.supplier.volume.Volumes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One supplier: who it is, and everything that serves its volumes, as a plain object graph.
public final class Supplier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supplier.class);

    private final String name;
    private final SupplierSettings settings;
    private final Clock clock;
    private final Owned owned;
    private final Identity identity;
    private final Membership membership;
    private final List<OpenVolume> volumes = new ArrayList<>();
    private final Customers customers;
    private final Access access;
    private final Records records;
    private final Heads heads;
    private final DecayedRecords decayed = new DecayedRecords();
    private final LiveSets liveSets;
    private final Inventories inventories;
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
        addGauges(owned.own(new SupplierMeters(registry, Tags.of("supplier", name))));
        this.identity = Identity.open(claim.directory(), machine.random());
        List<OpenLog> logs = openLogs(claim.directory(), machine);
        this.membership =
                new Membership(
                        logs.stream()
                                .collect(
                                        Collectors.toMap(
                                                OpenLog::volume, log -> log.store().facts())),
                        clock);
        for (OpenLog log : logs) {
            volumes.add(owned.own(new OpenVolume(log, settings, name, decayed, machine)));
        }
        List<Volume> all = volumes.stream().map(OpenVolume::volume).toList();
        this.customers =
                new Customers(all.stream().map(Volume::contracts).toList(), membership, clock);
        this.access = new Access(customers, membership, clock);
        Volumes served = new Volumes(all, membership);
        this.records =
                new Records(
                        access,
                        customers,
                        served,
                        sending,
                        new RecordMeters(registry, name),
                        this::suspect);
        this.heads = new Heads(customers, access, membership, served);
        this.liveSets = new LiveSets(access, served);
        this.inventories = new Inventories(access, served);
    }

    private List<OpenLog> openLogs(Path directory, Machine machine) throws IOException {
        VolumeSettings own =
                new VolumeSettings(directory, settings.terms().capacity(), settings.carriers());
        return List.of(owned.own(OpenLog.open(own, settings.log(), machine)));
    }

    private void suspect(Volume volume, RecordId record) {
        volumes.stream()
                .filter(each -> each.volume().equals(volume))
                .forEach(each -> each.scrub().suspect(record));
    }

    private void addGauges(SupplierMeters meters) {
        meters.gauge("stowage.in.flight.bytes", inFlight::bytes);
        meters.gauge("stowage.in.flight.requests", inFlight::requests);
        meters.gauge("stowage.receiving.waiting", receiving::waiting);
        meters.gauge("stowage.sending.waiting", sending::waiting);
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
        volumes.forEach(each -> each.scrub().start());
        LOG.info("{} answers at {}", name, url);
    }

    /// Whether placement knows where this supplier answers since it was opened.
    boolean isHeard() {
        Heartbeats beating = heartbeats;
        return beating != null && beating.isHeard();
    }

    private Heartbeat heartbeat(URI url) {
        return new Heartbeat(
                url.toString(), volumes.stream().map(OpenVolume::state).toList(), inFlight.bytes());
    }

    /// Does what is due from time to time: ends contracts that are over, and notes its own time.
    void lookAfter() {
        volumes.forEach(OpenVolume::lookAfter);
    }

    /// The name of its directory: `supplier-1`.
    public String name() {
        return name;
    }

    public Membership membership() {
        return membership;
    }

    /// Its open volumes.
    public List<OpenVolume> volumes() {
        return volumes;
    }

    public Customers customers() {
        return customers;
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
        return volumes.getFirst().space();
    }

    public Inventories inventories() {
        return inventories;
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

    /// Looks for dead blocks.
    void collect() {
        volumes.forEach(each -> each.collector().collect());
    }

    /// Stops saying that it lives, finishes what was accepted, and gives the directory up.
    @Override
    public void close() {
        owned.close();
    }
}
