package dev.stowage.supplier.hosting;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.supplier.live.CollectSettings;
import dev.stowage.supplier.rebuild.Outside;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The suppliers of one process, each found by the port that a request came in by.
public final class Suppliers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Suppliers.class);
    private static final Duration UPKEEP = Duration.ofMinutes(1);

    private final List<Supplier> all;
    private final Outside outside;
    private final Map<Integer, Door> doors = new ConcurrentHashMap<>();
    private final ScheduledExecutorService upkeep =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("upkeep").factory());

    /// A supplier and the port that leads to it.
    private record Door(Supplier supplier, Runnable shut) {}

    private final ScheduledExecutorService collecting =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("collector").factory());

    private Suppliers(List<Supplier> all, Outside outside, CollectSettings settings) {
        this.all = List.copyOf(all);
        this.outside = outside;
        long every = settings.every().toMillis();
        Future<?> _ =
                collecting.scheduleWithFixedDelay(
                        this::collect, every, every, TimeUnit.MILLISECONDS);
        long pause = UPKEEP.toSeconds();
        Future<?> _ =
                upkeep.scheduleWithFixedDelay(this::lookAfter, pause, pause, TimeUnit.SECONDS);
    }

    /// Claims directories one after the other, and opens their suppliers all at once.
    ///
    /// @param parent of the directories
    /// @param outside with the placement that they join once their doors are open
    public static Suppliers open(
            Path parent, int count, SupplierSettings settings, Outside outside, Machine machine)
            throws IOException {
        List<Future<Supplier>> opening = new ArrayList<>();
        // Opening computes rather than waits, and loads classes: nothing for virtual threads.
        try (ExecutorService openers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (DirectoryClaim claim : claim(parent, count)) {
                opening.add(openers.submit(() -> Supplier.open(claim, settings, machine)));
            }
        }
        return new Suppliers(gather(opening), outside, settings.collecting());
    }

    private static List<DirectoryClaim> claim(Path parent, int count) throws IOException {
        List<DirectoryClaim> claims = new ArrayList<>();
        try {
            while (claims.size() < count) {
                claims.add(DirectoryClaim.first(parent));
            }
            return claims;
        } catch (IOException failed) {
            for (DirectoryClaim claim : claims) {
                claim.close();
            }
            throw failed;
        }
    }

    private static List<Supplier> gather(List<Future<Supplier>> opening) throws IOException {
        List<Supplier> opened = new ArrayList<>();
        IOException failure = null;
        for (Future<Supplier> each : opening) {
            try {
                opened.add(each.get());
            } catch (ExecutionException failed) {
                failure = new IOException("a supplier cannot be opened", failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                failure = new IOException("interrupted while opening", interrupted);
            }
        }
        if (failure != null) {
            opened.forEach(Supplier::close);
            throw failure;
        }
        return opened;
    }

    /// The suppliers, in the order of their directories.
    public List<Supplier> all() {
        return all;
    }

    /// Opens the door to a supplier.
    ///
    /// @param index of the supplier, from 0
    /// @param port by which requests come in
    /// @param url by which others reach it
    /// @param shut closes the port
    public void serve(int index, int port, URI url, Runnable shut) {
        Supplier supplier = all.get(index);
        doors.put(port, new Door(supplier, shut));
        supplier.announce(url, outside);
    }

    /// The supplier behind a port.
    ///
    /// @throws Fault `supplier-away` if it has been stopped or is not open yet
    public Supplier at(int port) {
        Door door = doors.get(port);
        if (door == null) {
            throw new Fault(FaultCode.SUPPLIER_AWAY, "no supplier answers at port " + port);
        }
        return door.supplier;
    }

    /// Stops one supplier: its port refuses, its directory is free.
    ///
    /// @param index from 0
    public void stop(int index) {
        Supplier supplier = all.get(index);
        doors.forEach(
                (port, door) -> {
                    if (door.supplier == supplier) {
                        door.shut.run();
                        doors.remove(port);
                    }
                });
        supplier.close();
    }

    /// The directories of volumes that could not be opened.
    public List<String> failed() {
        return all.stream()
                .flatMap(supplier -> supplier.failed().stream())
                .map(volume -> volume.settings().name())
                .toList();
    }

    /// Whether every supplier has joined.
    public boolean areReady() {
        return all.stream().allMatch(supplier -> supplier.membership().isJoined());
    }

    /// Whether placement knows of every supplier where it answers now: ports may have changed since
    /// the last life of this process.
    public boolean areHeard() {
        return all.stream().allMatch(Supplier::isHeard);
    }

    /// Volumes whose disk does not serve, and why.
    public Map<String, String> illness() {
        Map<String, String> ill = new TreeMap<>();
        for (Supplier supplier : all) {
            supplier.failed().forEach(each -> ill.put(each.settings().name(), each.reason()));
            supplier.volumes().stream()
                    .filter(each -> !each.health().isServing())
                    .forEach(each -> ill.put(name(supplier, each), each.health().reason()));
        }
        return ill;
    }

    private static String name(Supplier supplier, OpenVolume volume) {
        return "%s, volume %s".formatted(supplier.name(), volume.volume().id());
    }

    /// Does what is due from time to time; it happens by itself, too, every minute.
    public void lookAfter() {
        for (Supplier supplier : all) {
            try {
                supplier.lookAfter();
            } catch (RuntimeException failed) {
                LOG.warn("{} could not be looked after", supplier.name(), failed);
            }
        }
    }

    private void collect() {
        for (Supplier supplier : all) {
            try {
                supplier.collect();
            } catch (RuntimeException failed) {
                LOG.warn("dead blocks of {} could not be collected", supplier.name(), failed);
            }
        }
    }

    @Override
    public void close() {
        upkeep.shutdownNow();
        collecting.shutdown();
        List<Thread> closing =
                all.stream().map(each -> Thread.ofVirtual().start(each::close)).toList();
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new IOException("interrupted while closing"));
            }
        }
    }
}
