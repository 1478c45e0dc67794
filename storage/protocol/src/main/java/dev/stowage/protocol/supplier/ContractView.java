package dev.stowage.protocol.supplier;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A contract as it stands, in bytes of padded ciphertext.
///
/// @param carriers that it covers
/// @param lapsesAt when it ends unless a head is kept before; absent once one was
public record ContractView(
        AccountNumber account,
        long quota,
        long used,
        List<CarrierId> carriers,
        @Nullable Instant lapsesAt) {

    public ContractView {
        carriers = List.copyOf(carriers);
    }
}
