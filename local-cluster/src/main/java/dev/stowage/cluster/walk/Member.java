package dev.stowage.cluster.walk;

import dev.stowage.cluster.files.DirectoryTree;
import dev.stowage.protocol.placement.AuditsApi;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.RebuildApi;
import dev.stowage.supplier.audit.AuditSettings;
import dev.stowage.supplier.bandwidth.Bandwidth;
import dev.stowage.supplier.contract.Terms;
import dev.stowage.supplier.hosting.DirectoryClaim;
import dev.stowage.supplier.hosting.Machine;
import dev.stowage.supplier.hosting.Rounds;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.hosting.SupplierSettings;
import dev.stowage.supplier.join.JoinSettings;
import dev.stowage.supplier.live.CollectSettings;
import dev.stowage.supplier.memory.MemoryPool;
import dev.stowage.supplier.rebuild.Outside;
import dev.stowage.supplier.rebuild.RebuildSettings;
import dev.stowage.supplier.scrub.ScrubSettings;
import dev.stowage.supplier.store.DirectoryDisk;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.RecordStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One supplier of a small house, through all of its lives: it may die and come back as it was, or
/// lose its disk and come back as somebody else.
final class Member implements AutoCloseable {

    /// How long dead blocks wait before they go to the trash.
    static final Duration COLLECT_AFTER = Duration.ofHours(12);

    /// How long a record is missing before placement is told.
    static final Duration MISSING_GRACE = Duration.ofMinutes(10);

    private static final long CAPACITY = 1L << 40;
    private static final SupplierSettings SETTINGS =
            new SupplierSettings(
                    JoinSettings.withCode(SmallHouse.JOIN_CODE),
                    new Terms(CAPACITY, Duration.ofDays(30), Duration.ofDays(7)),
                    1,
                    64 << 20,
                    64,
                    Bandwidth.UNLIMITED,
                    Bandwidth.UNLIMITED,
                    LogSettings.DEFAULT,
                    ScrubSettings.DEFAULT,
                    new CollectSettings(COLLECT_AFTER, Duration.ofHours(1)),
                    new RebuildSettings(true, 4, 0, 100, MISSING_GRACE),
                    AuditSettings.DEFAULT);

    private final int number;
    private final Path directory;
    private final HandTurnedClock clock;
    private final Chance chance;
    private final Surroundings around;
    private final Door door;
    private final Wires.Fuse fuse = new Wires.Fuse();
    private int lives;
    private int starts;
    private Instant heardAt;
    private @Nullable Supplier supplier;
    private @Nullable Rounds rounds;
    private @Nullable SupplierId id;

    /// Whom a supplier calls.
    ///
    /// @param supplier at a URL
    record Surroundings(
            PlacementApi placement,
            RebuildsApi rebuilds,
            AuditsApi audits,
            Function<URI, RebuildApi> supplier) {}

    Member(int number, Path directory, HandTurnedClock clock, Chance chance, Surroundings around) {
        this.number = number;
        this.directory = directory;
        this.clock = clock;
        this.chance = chance;
        this.around = around;
        this.door = new Door("supplier " + number);
        this.heardAt = clock.instant();
    }

    /// Begins or goes on, and joins if it can. Its URL is another one each time.
    void start() throws IOException {
        Path data = Files.createDirectories(directory.resolve("life-" + lives));
        Supplier opened =
                Supplier.open(
                        DirectoryClaim.first(data),
                        SETTINGS,
                        new Machine(
                                clock,
                                clock::nanos,
                                chance.secrets(),
                                DirectoryDisk::new,
                                new SimpleMeterRegistry(),
                                new MemoryPool(1 << 20)));
        starts++;
        fuse.set(Integer.MAX_VALUE);
        supplier = opened;
        rounds =
                opened.introduce(
                        url(),
                        new Outside(
                                Wires.through(PlacementApi.class, fuse, around::placement),
                                Wires.through(RebuildsApi.class, fuse, around::rebuilds),
                                Wires.through(AuditsApi.class, fuse, around::audits),
                                url ->
                                        Wires.through(
                                                RebuildApi.class,
                                                fuse,
                                                () -> around.supplier().apply(url))));
        door.open(opened);
        beat();
    }

    URI url() {
        return URI.create("http://supplier-%d.test:%d".formatted(number, 1000 + starts));
    }

    Door door() {
        return door;
    }

    int number() {
        return number;
    }

    /// Who it is, or was last.
    Optional<SupplierId> id() {
        return Optional.ofNullable(id);
    }

    boolean isUp() {
        return supplier != null;
    }

    /// When placement heard it last.
    Instant heardAt() {
        return heardAt;
    }

    void beat() {
        if (rounds != null && supplier != null && rounds.beat()) {
            heardAt = clock.instant();
            id = supplier.membership().supplier();
        }
    }

    /// Takes so many rebuilds at most and works them off.
    int rebuild(int most) throws InterruptedException {
        return rounds == null ? 0 : rounds.rebuild(most);
    }

    /// The same, but it dies after so many calls to others.
    void rebuildAndDie(int calls) throws InterruptedException {
        fuse.set(calls);
        try {
            rebuild(1);
        } finally {
            stop();
        }
    }

    void lookAfter() {
        if (rounds != null) {
            rounds.lookAfter();
        }
    }

    void collect() {
        if (rounds != null) {
            rounds.collect();
        }
    }

    /// Tells placement that it will be away for a while, and is away.
    void maintain(Duration time) {
        if (supplier != null) {
            supplier.maintenance().begin(time, "a walk");
            beat();
            stop();
        }
    }

    /// Until when it said that it would be away.
    Optional<Instant> maintainedUntil() {
        return maintained;
    }

    private Optional<Instant> maintained = Optional.empty();

    void stop() {
        Supplier open = supplier;
        if (open != null) {
            maintained = open.maintenance().until();
            door.shut();
            supplier = null;
            rounds = null;
            open.close();
        }
    }

    /// Loses its disk.
    void wipe() throws IOException {
        stop();
        maintained = Optional.empty();
        Path data = directory.resolve("life-" + lives);
        if (Files.exists(data)) {
            DirectoryTree.delete(data);
        }
        lives++;
        id = null;
    }

    /// What lies on its disk, while it is up.
    List<RecordStore> stores() {
        Supplier open = supplier;
        return open == null
                ? List.of()
                : open.volumes().stream().map(each -> each.volume().store()).toList();
    }

    Optional<Supplier> supplier() {
        return Optional.ofNullable(supplier);
    }

    int lives() {
        return lives;
    }

    @Override
    public void close() {
        stop();
    }
}
