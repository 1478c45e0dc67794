package dev.stowage.transfer;

import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.flow.ByteBudget;
import dev.stowage.transfer.flow.TracedThreads;
import dev.stowage.transfer.gather.Findings;
import dev.stowage.transfer.gather.Gather;
import dev.stowage.transfer.head.Heads;
import dev.stowage.transfer.spool.Spool;
import dev.stowage.transfer.spool.SpoolRoute;
import dev.stowage.transfer.spread.Spread;
import dev.stowage.transfer.supplier.Delivery;
import dev.stowage.transfer.supplier.SupplierClients;
import dev.stowage.transfer.token.ServiceTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.function.Function;

/// Everything by which records travel in one process, put together. It ends with [#close].
///
/// @param carriers who serves which carrier
/// @param suppliers their clients
/// @param threads on which everything travels
public record Transfer(
        Carriers carriers,
        SupplierClients suppliers,
        Spread spread,
        Gather gather,
        Heads heads,
        Spool spool,
        TracedThreads threads)
        implements AutoCloseable {

    /// @param placementKey by which heads are proved
    /// @param connect a new client of the supplier at a URL: with `ApiClients`, `url ->
    ///   clients.client(SupplierApi.class, url, FaultCode.SUPPLIER_AWAY)`. What it opens is closed
    ///   by whoever opened it, after this
    /// @throws java.io.UncheckedIOException if the spool's directory cannot be used
    public static Transfer open(
            TransferSettings settings,
            PlacementApi placement,
            VerifyingKey placementKey,
            ServiceTokens services,
            Function<URI, SupplierApi> connect,
            Findings findings,
            MeterRegistry meters,
            ObservationRegistry observations,
            Clock clock) {
        TracedThreads threads = new TracedThreads("stowage-transfer");
        Carriers carriers = new Carriers(placement, services, threads, meters, clock);
        SupplierClients suppliers = new SupplierClients(connect, meters, clock);
        ByteBudget outgoing =
                new ByteBudget("stowage.spread.bytes", settings.spreadBytes(), meters);
        ByteBudget incoming =
                new ByteBudget("stowage.gather.bytes", settings.gatherBytes(), meters);
        SpoolRoute route =
                new SpoolRoute(
                        carriers,
                        new Delivery(carriers, suppliers),
                        outgoing,
                        settings.spreadDeadline());
        Spool spool = Spool.open(settings.spool(), settings.spoolBytes(), route, meters, clock);
        return new Transfer(
                carriers,
                suppliers,
                new Spread(
                        carriers,
                        suppliers,
                        spool,
                        outgoing,
                        threads,
                        settings.ofSpread(),
                        meters,
                        observations),
                new Gather(
                        carriers,
                        suppliers,
                        incoming,
                        threads,
                        settings.ofGather(),
                        findings,
                        meters,
                        observations),
                new Heads(
                        carriers,
                        suppliers,
                        services,
                        placementKey,
                        threads,
                        settings.headDeadline(),
                        observations),
                spool,
                threads);
    }

    /// Ends what is under way and gives every thread back: late records go to the spool, and what
    /// waits there stays.
    @Override
    public void close() {
        threads.close();
        spool.close();
    }
}
