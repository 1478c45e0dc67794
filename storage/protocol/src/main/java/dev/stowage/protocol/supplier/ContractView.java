package dev.stowage.protocol.supplier;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.placement.CarrierSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A contract as it stands, in bytes of padded ciphertext.
///
/// @param free what can still be stored; less than quota and used tell if the supplier donates less
///   than it has granted, or the contract has ended
/// @param carriers that it covers
/// @param lapsesAt when it ends unless a head is kept before; absent once one was
/// @param endsAt from when on nothing more is stored; absent unless the supplier gave notice
public record ContractView(
        AccountNumber account,
        long quota,
        long used,
        long free,
        CarrierSet carriers,
        @Nullable Instant lapsesAt,
        @Nullable Instant endsAt) {}
