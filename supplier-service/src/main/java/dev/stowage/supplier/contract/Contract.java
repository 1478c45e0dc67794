package dev.stowage.supplier.contract;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What this supplier grants an account: on one volume, or on all together.
///
/// @param key by which the account's records are proved: the one that it began with
/// @param quota bytes of padded ciphertext on all of the carriers together
/// @param carriers that it covers
/// @param instead those of them that the account overrode, each with the carrier whose volume holds
///   for it here
/// @param since it was first granted, by the machine's clock: for people to read
/// @param lapsesAt when it ends, by the volume's own time; absent once a head was kept
/// @param endsAt from when on nothing more is stored, by the volume's own time; absent unless
///   notice was given
public record Contract(
        AccountNumber account,
        VerifyingKey key,
        long quota,
        CarrierSet carriers,
        Map<CarrierId, CarrierId> instead,
        Instant since,
        @Nullable Instant lapsesAt,
        @Nullable Instant endsAt) {

    public Contract {
        if (quota < 0) {
            throw new IllegalArgumentException("a quota is 0 bytes or more, got " + quota);
        }
        instead = Map.copyOf(instead);
    }

    /// The carrier of this supplier that stands for one that the contract covers: that one itself
    /// unless the account overrode it.
    public CarrierId holderOf(CarrierId carrier) {
        return instead.getOrDefault(carrier, carrier);
    }

    /// Which carrier of this supplier stands for each one, by a contract if there is one.
    public static UnaryOperator<CarrierId> holders(Optional<Contract> contract) {
        return carrier -> contract.map(each -> each.holderOf(carrier)).orElse(carrier);
    }

    /// @throws Fault `already-exists` if it was concluded under another key
    void requireKey(VerifyingKey other) {
        if (!key.equals(other)) {
            throw new Fault(
                    FaultCode.ALREADY_EXISTS,
                    "account %s has a contract under another key".formatted(account));
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
        return new Contract(account, key, quota, carriers, instead, since, null, endsAt);
    }

    /// Whether nothing more is stored.
    boolean hasEnded(Instant now) {
        return endsAt != null && !now.isBefore(endsAt);
    }

    Contract endingAt(@Nullable Instant end) {
        return new Contract(account, key, quota, carriers, instead, since, lapsesAt, end);
    }

    /// The same in the words of another clock.
    Contract withTimes(@Nullable Instant lapse, @Nullable Instant end) {
        return new Contract(account, key, quota, carriers, instead, since, lapse, end);
    }

    /// This one and that on another volume together. It lapses and ends when the first of them
    /// does.
    Contract with(Contract other) {
        return new Contract(
                account,
                key,
                quota + other.quota,
                CarrierSet.of(
                        Stream.concat(carriers.stream(), other.carriers.stream())
                                .distinct()
                                .toList()),
                newest(other),
                since.isBefore(other.since) ? since : other.since,
                earlier(lapsesAt, other.lapsesAt),
                earlier(endsAt, other.endsAt));
    }

    /// Of two that say who holds for a carrier the one that was concluded later is right.
    private Map<CarrierId, CarrierId> newest(Contract other) {
        Contract later = other.since.isBefore(since) ? this : other;
        Map<CarrierId, CarrierId> all = new HashMap<>(instead);
        all.putAll(other.instead);
        all.putAll(later.instead);
        return all;
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
