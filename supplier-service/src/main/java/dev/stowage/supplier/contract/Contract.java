package dev.stowage.supplier.contract;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.CarrierSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What this supplier grants an account.
///
/// @param key by which the account signs
/// @param quota bytes of padded ciphertext on all of the carriers together
/// @param carriers that it covers
/// @param since it was first granted, by the machine's clock: for people to read
/// @param lapsesAt when it ends, by the supplier's own time; absent once a head was kept
/// @param endsAt from when on nothing more is stored, by the supplier's own time; absent unless
///   notice was given
public record Contract(
        AccountNumber account,
        VerifyingKey key,
        long quota,
        CarrierSet carriers,
        Instant since,
        @Nullable Instant lapsesAt,
        @Nullable Instant endsAt) {

    public Contract {
        if (quota < 0) {
            throw new IllegalArgumentException("a quota is 0 bytes or more, got " + quota);
        }
    }

    /// Whether a head of the account was kept, so that the contract stays.
    public boolean isFirm() {
        return lapsesAt == null;
    }

    boolean hasLapsed(Instant now) {
        return lapsesAt != null && !now.isBefore(lapsesAt);
    }

    Contract firm() {
        return new Contract(account, key, quota, carriers, since, null, endsAt);
    }

    /// Whether nothing more is stored.
    boolean hasEnded(Instant now) {
        return endsAt != null && !now.isBefore(endsAt);
    }

    Contract endingAt(@Nullable Instant end) {
        return new Contract(account, key, quota, carriers, since, lapsesAt, end);
    }
}
