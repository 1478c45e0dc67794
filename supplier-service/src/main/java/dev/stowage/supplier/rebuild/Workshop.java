package dev.stowage.supplier.rebuild;

import dev.stowage.format.record.ProvenSignatures;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.flow.ByteBudget;
import java.util.concurrent.ExecutorService;

/// What all rebuilds of one supplier share.
///
/// @param hands threads that compute
/// @param memory that batches take a part of
/// @param batchBytes a batch is no larger, unless a single block is
/// @param share percent of the time in which hands work beside customers
record Workshop(
        Carriers carriers,
        RebuildClients clients,
        Together together,
        ExecutorService hands,
        ByteBudget memory,
        long batchBytes,
        ReadRate rate,
        int share,
        ProvenSignatures signatures,
        RebuildMeters meters) {}
