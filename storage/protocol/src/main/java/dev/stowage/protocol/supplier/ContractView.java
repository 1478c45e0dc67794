package dev.stowage.protocol.supplier;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.placement.CarrierSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A contract as it stands, in bytes of padded ciphertext.
///
/// @param carriers that it covers
/// @param lapsesAt when it ends unless a head is kept before; absent once one was
public record ContractView(
        AccountNumber account,
        long quota,
        long used,
        CarrierSet carriers,
        @Nullable Instant lapsesAt) {}
