package dev.stowage.supplier.rebuild;

import dev.stowage.format.record.ProvenSignatures;
import dev.stowage.protocol.supplier.RebuildApi;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.supplier.contract.Customers;
import dev.stowage.supplier.head.Heads;
import dev.stowage.supplier.join.Identity;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.live.Inventories;
import dev.stowage.supplier.volume.Volumes;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.flow.ByteBudget;
import dev.stowage.transfer.flow.TracedThreads;
import dev.stowage.transfer.token.ServiceTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that one supplier has to do with rebuilds: those that it works off, and what follows for its
/// own carriers.
public final class Rebuilds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MOST_SIGNATURES = 4096;
    private static final int MOST_CALLS = 16;
    private static final long LARGEST_BATCH = 16L << 20;

    private final TracedThreads threads = new TracedThreads("rebuild");
    private final Together together =
            new Together(Executors.newVirtualThreadPerTaskExecutor(), MOST_CALLS);
    private final ExecutorService hands;
    private final ByteBudget memory;
    private final Donation donation;
    private final Rebuilder rebuilder;
    private final TakeOver takeOver;
    private final Release release;
    private final MissingWatch watch;
    private final Membership membership;
    private final boolean enabled;

    /// What a supplier is made of, as far as rebuilds need it.
    ///
    /// @param name of its directory
    /// @param here what it answers those that make lost records again
    /// @param nanos a clock that only goes on
    /// @param random for choices that nobody shall foresee
    /// @param mayWork whether it may work for others now
    public record Parts(
            String name,
            Identity identity,
            Membership membership,
            Customers customers,
            Heads heads,
            Volumes volumes,
            Inventories inventories,
            RebuildApi here,
            MeterRegistry meters,
            Clock clock,
            LongSupplier nanos,
            RandomGenerator random,
            BooleanSupplier mayWork) {}

    /// @param bytes that rebuilds may hold in memory
    public Rebuilds(Parts parts, RebuildSettings settings, long bytes, Outside outside) {
        this.membership = parts.membership();
        this.enabled = settings.enabled();
        ServiceTokens tokens = membership.tokens(parts.identity());
        int parallel = settings.parallel();
        this.hands =
                Executors.newFixedThreadPool(
                        parallel, Thread.ofPlatform().daemon().name("rebuild-", 0).factory());
        // Several suppliers share a process: these figures of theirs would be shown as one.
        MeterRegistry unseen = new SimpleMeterRegistry();
        this.memory = new ByteBudget("stowage.rebuild.memory", bytes, unseen);
        RebuildClients clients = new RebuildClients(membership, parts.here(), outside.suppliers());
        ReadRate rate = new ReadRate(settings.bytesPerSecond());
        ProvenSignatures signatures = new ProvenSignatures(MOST_SIGNATURES);
        this.donation = new Donation(clients, tokens, memory, rate, signatures);
        Workshop workshop =
                new Workshop(
                        new Carriers(outside.placement(), tokens, threads, unseen, parts.clock()),
                        clients,
                        together,
                        hands,
                        memory,
                        Math.min(LARGEST_BATCH, bytes / parallel),
                        rate,
                        settings.shareBesideCustomers(),
                        signatures,
                        new RebuildMeters(parts.meters(), parts.name()));
        this.rebuilder =
                new Rebuilder(
                        membership,
                        outside.rebuilds(),
                        tokens,
                        workshop,
                        threads,
                        parts.mayWork(),
                        parallel,
                        parts.clock());
        this.takeOver =
                new TakeOver(
                        membership,
                        parts.customers(),
                        parts.heads(),
                        outside.rebuilds(),
                        () -> donation.bearer(AccountToken.PLACEMENT),
                        parts.nanos());
        this.release = new Release(membership, parts.volumes().all());
        this.watch =
                new MissingWatch(
                        parts.inventories(),
                        outside.rebuilds(),
                        () -> donation.bearer(AccountToken.PLACEMENT),
                        settings.grace(),
                        parts.nanos());
    }

    /// From now on it happens by itself.
    public void start() {
        Thread _ = threads.start(this::run);
        if (enabled) {
            Thread _ = threads.start(rebuilder::run);
        }
    }

    /// There are rebuilds to be had: they are asked for now.
    public void hearOfWaiting() {
        rebuilder.wake();
    }

    /// What is given to others: to rebuilds, and to whatever else takes from it.
    public Donation donation() {
        return donation;
    }

    /// Bytes that rebuilds hold in memory.
    public long bytesInFlight() {
        return memory.inFlight();
    }

    /// Rebuilds that are being worked off.
    public int running() {
        return rebuilder.running();
    }

    /// Takes so many rebuilds at most and works them off, one after the other.
    ///
    /// @return how many there were
    /// @throws dev.stowage.protocol.fault.Fault if placement gives none
    public int workOff(int most) throws InterruptedException {
        return rebuilder.workOff(most);
    }

    /// Looks once after carriers that came and went, and after what is missing.
    public void lookAfter() {
        if (membership.isJoined()) {
            quietly("contracts of carriers that came here", takeOver::look);
            quietly("records of carriers that went", release::look);
            quietly("what is missing here", watch::look);
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                lookAfter();
            }
        } catch (InterruptedException closed) {
            LOG.debug("nobody looks after carriers that change hands any more");
        }
    }

    private static void quietly(String what, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException failed) {
            LOG.warn("{} could not be looked after", what, failed);
        }
    }

    @Override
    public void close() {
        rebuilder.close();
        threads.close();
        hands.shutdownNow();
        together.close();
    }
}
