package dev.stowage.transfer;

import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.gather.Findings;
import dev.stowage.transfer.gather.Gather;
import dev.stowage.transfer.head.Heads;
import dev.stowage.transfer.spool.Spool;
import dev.stowage.transfer.spread.Spread;
import dev.stowage.transfer.supplier.SupplierClients;
import dev.stowage.transfer.token.ServiceTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.function.Function;

/// Everything by which records travel in one process, put together.
///
/// @param carriers who serves which carrier
/// @param suppliers their clients
public record Transfer(
        Carriers carriers,
        SupplierClients suppliers,
        Spread spread,
        Gather gather,
        Heads heads,
        Spool spool)
        implements AutoCloseable {

    /// @param connect a new client of the supplier at a URL: with `ApiClients`, `url ->
    ///   clients.client(SupplierApi.class, url, FaultCode.SUPPLIER_AWAY)`
    /// @param placementKey by which heads are proved
    @SuppressWarnings("DoNotCallSuggester")
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
        throw new UnsupportedOperationException(
                "%s %s %s %s %s %s %s %s %s"
                        .formatted(
                                settings,
                                placement,
                                placementKey,
                                services,
                                connect,
                                findings,
                                meters,
                                observations,
                                clock));
    }

    /// Ends what is under way and gives every thread back; what waits in the spool stays there.
    @Override
    public void close() {
        spool.close();
    }
}
