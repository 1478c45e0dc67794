package dev.stowage.transfer.spread;

import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Every block is durable on as many distinct carriers as its layout asks for.
///
/// @param generations of the carriers that hold the records, for the commit
/// @param released completes, never exceptionally, when no byte of the blocks is read any more:
///   late records have arrived, were copied to the spool or given up. Only then may their memory be
///   written again
public record SpreadOutcome(
        List<CarrierGeneration> generations, CompletableFuture<LateRecords> released) {

    public SpreadOutcome {
        generations = List.copyOf(generations);
    }

    /// What became of the records that were not durable when the threshold was reached.
    ///
    /// @param arrived at their carrier, late
    /// @param spooled wait on local disk for their supplier
    /// @param lost neither: left to a rebuild
    public record LateRecords(int arrived, int spooled, int lost) {}
}
