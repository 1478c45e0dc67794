package dev.stowage.protocol.supplier;

import dev.stowage.format.address.AccountNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A customer as the supplier's operator sees him, in bytes of padded ciphertext.
///
/// @param trash of it, which does not count against the quota
/// @param carriers that the contract covers
/// @param since the contract was first granted
/// @param lapsesAt when the contract ends unless a head is kept before; absent once one was
/// @param endsAt from when on nothing more is stored; absent unless notice was given
public record CustomerView(
        AccountNumber account,
        long quota,
        long used,
        long trash,
        int carriers,
        Instant since,
        @Nullable Instant lapsesAt,
        @Nullable Instant endsAt) {}
