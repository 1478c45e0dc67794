package dev.stowage.supplier.hosting;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.SupplierSpace;
import dev.stowage.protocol.supplier.VolumeSpace;
import dev.stowage.protocol.supplier.VolumeView;
import dev.stowage.supplier.absence.Exit;
import dev.stowage.supplier.absence.Maintenance;
import dev.stowage.supplier.audit.Auditor;
import dev.stowage.supplier.bandwidth.FairLimit;
import dev.stowage.supplier.closing.Closings;
import dev.stowage.supplier.contract.Access;
import dev.stowage.supplier.contract.Contracts;
import dev.stowage.supplier.contract.Customers;
import dev.stowage.supplier.head.Heads;
import dev.stowage.supplier.join.Heartbeats;
import dev.stowage.supplier.join.Identity;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.join.Revocations;
import dev.stowage.supplier.live.Inventories;
import dev.stowage.supplier.live.LiveSets;
import dev.stowage.supplier.owner.Owners;
import dev.stowage.supplier.rebuild.Outside;
import dev.stowage.supplier.rebuild.Rebuilds;
import dev.stowage.supplier.record.RecordMeters;
import dev.stowage.supplier.record.Records;
import dev.stowage.supplier.scrub.DecayedRecords;
import dev.stowage.supplier.scrub.ScrubState;
import dev.stowage.supplier.store.Facts;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordMemory;
import dev.stowage.supplier.volume.Volume;
import dev.stowage.supplier.volume.Volumes;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One supplier: who it is, and everything that serves its volumes, as a plain object graph.
public final class Supplier implements AutoCloseable {

    private final String name;
    private final SupplierSettings settings;
    private final Clock clock;
    private final Owned owned;
    private final Identity identity;
    private final Membership membership;
    private final Revocations revocations;
    private final Owners owners;
    private final List<OpenVolume> volumes = new ArrayList<>();
    private final List<FailedVolume> failed;
    private final Closings closings;
    private final Customers customers;
    private final Exit exit;
    private final Maintenance maintenance;
    private final Access access;
    private final Records records;
    private final Heads heads;
    private final DecayedRecords decayed = new DecayedRecords();
    private final LiveSets liveSets;
    private final Inventories inventories;
    private final SupplierMeters meters;
    private final Rebuilds.Parts partsOfRebuilds;
    private volatile @Nullable Heartbeats heartbeats;
    private final Pulse pulse;
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
        this.owned = owned;
        this.inFlight =
                new InFlight(settings.maxBytesInFlight(), settings.maxRequests(), machine.memory());
        this.receiving = new FairLimit(settings.receiving());
        this.sending = new FairLimit(settings.sending());
        Path directory = claim.directory();
        List<VolumeSettings> wanted = settings.volumes(directory);
        this.identity =
                Identity.open(
                        directory,
                        wanted.stream().map(VolumeSettings::directory).toList(),
                        machine.random());
        VolumeOpening opening = new VolumeOpening(identity, settings.log(), machine, owned);
        opening.open(wanted, List.of(directory));
        List<OpenLog> logs = opening.opened();
        this.failed = opening.failed();
        this.membership = new Membership(factsOf(logs), clock);
        logs.forEach(log -> volumes.add(owned.own(open(log, machine))));
        List<Volume> all = volumes.stream().map(OpenVolume::volume).toList();
        this.owners = new Owners(factsOf(logs).values(), clock);
        this.closings =
                new Closings(volumes.stream().map(OpenVolume::closings).toList(), owners, clock);
        List<Contracts> granted = all.stream().map(Volume::contracts).toList();
        this.customers = new Customers(granted, failed.size(), membership, owners, closings, clock);
        this.revocations = new Revocations(factsOf(logs).values(), clock);
        this.access = new Access(customers, membership, revocations, owners, clock);
        this.exit = new Exit(all, failed.size(), settings.terms().grace());
        this.maintenance = new Maintenance(claim.directory().resolve("maintenance"), clock);
        this.pulse =
                new Pulse(clock.instant(), volumes, inFlight, exit, maintenance, owners, closings);
        Volumes served = new Volumes(all, failed.size(), membership);
        this.records = newRecords(served, machine);
        this.heads = new Heads(customers, owners, access, membership, served);
        this.liveSets = new LiveSets(access, customers, served);
        this.inventories = new Inventories(access, membership, served, decayed);
        this.meters = owned.own(new SupplierMeters(machine.meters(), Tags.of("supplier", name)));
        this.partsOfRebuilds =
                new Rebuilds.Parts(
                        name,
                        identity,
                        membership,
                        customers,
                        heads,
                        served,
                        inventories,
                        new RebuildAnswers(() -> this, () -> RecordMemory.NEW),
                        machine.meters(),
                        clock,
                        machine.nanos(),
                        machine.random(),
                        () -> maintenance.until().isEmpty());
        addGauges();
        resumeDrains();
    }

    private Records newRecords(Volumes served, Machine machine) {
        return new Records(
                access,
                customers,
                served,
                sending,
                new RecordMeters(machine.meters(), name),
                this::suspect,
                decayed,
                machine.nanos());
    }

    private static Map<UUID, Facts> factsOf(List<OpenLog> logs) {
        return logs.stream().collect(Collectors.toMap(OpenLog::volume, log -> log.store().facts()));
    }

    private OpenVolume open(OpenLog log, Machine machine) {
        return new OpenVolume(
                log,
                settings,
                name,
                decayed,
                membership,
                () -> takersBeside(log.volume()),
                machine);
    }

    private List<Volume> takersBeside(UUID drained) {
        return volumes.stream()
                .filter(each -> !each.volume().id().equals(drained) && !each.drain().isOn())
                .map(OpenVolume::volume)
                .toList();
    }

    private void resumeDrains() throws IOException {
        try {
            for (OpenVolume each : volumes) {
                each.drain().resume();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while opening", interrupted);
        }
    }

    private void suspect(Volume volume, RecordId record) {
        volume(volume.id()).scrub().suspect(record);
    }

    private void addGauges() {
        meters.gauge("stowage.records.missing", inventories::missing);
        meters.gauge("stowage.volumes", volumes::size);
        meters.gauge("stowage.volumes.failed", failed::size);
        meters.gauge("stowage.in.flight.bytes", inFlight::bytes);
        meters.gauge("stowage.in.flight.requests", inFlight::requests);
        meters.gauge("stowage.receiving.waiting", receiving::waiting);
        meters.gauge("stowage.sending.waiting", sending::waiting);
    }

    /// Says from now on where this supplier answers, and does by itself all that is due from time
    /// to time.
    public void announce(URI url, Outside outside) {
        introduce(url, outside).start();
    }

    /// Tells this supplier where it answers. Nothing happens by itself yet.
    ///
    /// @return what is to be done from time to time
    public Rounds introduce(URI url, Outside outside) {
        Heartbeats beating =
                owned.own(
                        new Heartbeats(
                                identity,
                                membership,
                                revocations,
                                owners,
                                closings,
                                outside.placement(),
                                () -> pulse.next(url),
                                decayed,
                                settings.join(),
                                clock));
        Rebuilds rebuilds =
                owned.own(
                        new Rebuilds(
                                partsOfRebuilds,
                                settings.rebuild(),
                                settings.maxBytesInFlight() / 2,
                                outside));
        beating.tellOfRebuilds(rebuilds::hearOfWaiting);
        meters.gauge("stowage.rebuild.running", rebuilds::running);
        meters.gauge("stowage.rebuild.in.flight.bytes", rebuilds::bytesInFlight);
        heartbeats = beating;
        Auditor auditor =
                owned.own(
                        new Auditor(
                                partsOfRebuilds, rebuilds.donation(), outside, settings.audit()));
        return new Rounds(this, url, beating, rebuilds, auditor);
    }

    /// Whether placement knows where this supplier answers since it was opened.
    boolean isHeard() {
        Heartbeats beating = heartbeats;
        return beating != null && beating.isHeard();
    }

    /// Does what is due from time to time: ends contracts that are over, and notes its own time.
    void lookAfter() {
        volumes.forEach(OpenVolume::lookAfter);
    }

    /// The name of its directory: `supplier-1`.
    public String name() {
        return name;
    }

    /// Its leaving for good.
    public Exit exit() {
        return exit;
    }

    /// Its leaving for a while.
    public Maintenance maintenance() {
        return maintenance;
    }

    public Membership membership() {
        return membership;
    }

    /// Its open volumes.
    public List<OpenVolume> volumes() {
        return volumes;
    }

    /// One of them.
    ///
    /// @throws Fault `not-found`
    public OpenVolume volume(UUID id) {
        return volumes.stream()
                .filter(each -> each.volume().id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Fault(
                                        FaultCode.NOT_FOUND,
                                        "this supplier has no open volume %s".formatted(id)));
    }

    /// One of them as the operator sees it.
    public VolumeView view(UUID id) {
        return volume(id).view(membership);
    }

    /// Those that could not be opened.
    public List<FailedVolume> failed() {
        return failed;
    }

    public Customers customers() {
        return customers;
    }

    public Closings closings() {
        return closings;
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
    public SupplierSpace space() {
        return new SupplierSpace(
                volumes.stream().map(OpenVolume::space).reduce(VolumeSpace.NONE, VolumeSpace::plus),
                Stream.concat(
                                volumes.stream().map(each -> each.view(membership)),
                                failed.stream().map(FailedVolume::view))
                        .toList());
    }

    /// How far the scrubs of all volumes have come.
    public ScrubState scrubbed() {
        return volumes.stream()
                .map(each -> each.scrub().state())
                .reduce(ScrubState::and)
                .orElseThrow();
    }

    /// Reads everything now, as fast as the limits allow.
    public void hurryScrub() {
        volumes.forEach(each -> each.scrub().hurry());
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

    /// Looks for dead blocks, but where records are being moved.
    void collect() {
        for (OpenVolume each : volumes) {
            UUID id = each.volume().id();
            boolean isMoving =
                    each.drain().isOn()
                            || volumes.stream().anyMatch(other -> other.drain().isTo(id));
            if (!isMoving) {
                each.collector().collect();
            }
        }
        inventories.count();
    }

    /// Stops saying that it lives, finishes what was accepted, and gives the directory up.
    @Override
    public void close() {
        owned.close();
    }
}
