package dev.stowage.supplier;

import dev.stowage.supplier.audit.AuditSettings;
import dev.stowage.supplier.bandwidth.Bandwidth;
import dev.stowage.supplier.contract.Terms;
import dev.stowage.supplier.hosting.DirectoryClaim;
import dev.stowage.supplier.hosting.Machine;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.hosting.SupplierSettings;
import dev.stowage.supplier.join.JoinSettings;
import dev.stowage.supplier.live.CollectSettings;
import dev.stowage.supplier.memory.MemoryPool;
import dev.stowage.supplier.rebuild.Outside;
import dev.stowage.supplier.rebuild.RebuildSettings;
import dev.stowage.supplier.scrub.ScrubSettings;
import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.DirectoryDisk;
import dev.stowage.supplier.store.Disks;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.volume.Volume;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/// A supplier without HTTP, its placement stood in for, under a clock that a test turns.
public final class PlainSupplier implements AutoCloseable {

    public static final long CAPACITY = 1_000_000;
    public static final Duration NOTICE = Duration.ofDays(30);
    public static final Duration GRACE = Duration.ofDays(7);
    public static final Duration MISSING_GRACE = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TurnedClock clock = new TurnedClock();
    private final PlacementStandIn placement = new PlacementStandIn(clock);
    private final Path data;
    private final Disks disks;
    private long capacity = CAPACITY;
    private Supplier supplier;

    public PlainSupplier(Path data) throws IOException {
        this(data, PlacementStandIn.JOIN_CODE, DirectoryDisk::new);
    }

    public PlainSupplier(Path data, String joinCode) throws IOException {
        this(data, joinCode, DirectoryDisk::new);
    }

    /// On disks that a test has made.
    public PlainSupplier(Path data, String joinCode, Disks disks) throws IOException {
        this.data = data;
        this.disks = disks;
        this.supplier = open(joinCode);
    }

    private Supplier open(String joinCode) throws IOException {
        SupplierSettings settings =
                new SupplierSettings(
                        JoinSettings.withCode(joinCode),
                        new Terms(capacity, NOTICE, GRACE),
                        1,
                        1 << 20,
                        16,
                        Bandwidth.UNLIMITED,
                        Bandwidth.UNLIMITED,
                        LogSettings.DEFAULT,
                        ScrubSettings.DEFAULT,
                        CollectSettings.DEFAULT,
                        new RebuildSettings(true, 2, 0, 100, MISSING_GRACE),
                        new AuditSettings(false, Duration.ofMinutes(10)));
        Supplier opened =
                Supplier.open(
                        DirectoryClaim.first(data),
                        settings,
                        new Machine(
                                clock,
                                clock::nanos,
                                new SecureRandom(),
                                disks,
                                new SimpleMeterRegistry(),
                                new MemoryPool(1 << 20)));
        opened.announce(URI.create("http://supplier.test:1"), outside());
        return opened;
    }

    private Outside outside() {
        return new Outside(
                new LocalPlacement(placement),
                placement.rebuilds(),
                placement.audits(),
                url -> {
                    throw new AssertionError(
                            "nobody is rebuilt by a supplier without HTTP: " + url);
                });
    }

    public PlainSupplier awaitJoined() {
        Eventually.holds(PATIENCE, () -> placement.heard() == 1);
        return this;
    }

    public void restart(String joinCode) throws IOException {
        supplier.close();
        supplier = open(joinCode);
    }

    /// Restarts, and has something happen in between.
    public void restartAfter(Runnable happening) throws IOException {
        supplier.close();
        happening.run();
        supplier = open("");
    }

    /// Restarts with another donated space.
    public void restartWith(long donated) throws IOException {
        capacity = donated;
        restart("");
    }

    /// Restarts, and meanwhile changes what lies in the log.
    public void restartWith(Consumer<LogStore> change) throws IOException {
        supplier.close();
        DirectoryDisk disk = new DirectoryDisk(data.resolve("supplier-1").resolve("records"));
        try (LogStore log =
                new LogStore(
                        disk,
                        LogSettings.DEFAULT,
                        new Random(1),
                        Clock.systemUTC(),
                        CommitObserver.NONE)) {
            change.accept(log);
        }
        supplier = open("");
    }

    public TurnedClock clock() {
        return clock;
    }

    public PlacementStandIn placement() {
        return placement;
    }

    public Supplier supplier() {
        return supplier;
    }

    /// Its first volume.
    public Volume volume() {
        return supplier.volumes().getFirst().volume();
    }

    @Override
    public void close() {
        supplier.close();
    }
}
