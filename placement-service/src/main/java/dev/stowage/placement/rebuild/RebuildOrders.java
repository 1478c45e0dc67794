package dev.stowage.placement.rebuild;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.placement.access.Identity;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.RebuildOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Signs orders by which a supplier may make the lost records of carriers again.
public final class RebuildOrders {

    /// Long enough for a slow rebuild of a few thousand blocks, short enough to be forgotten.
    static final Duration LIFE = Duration.ofHours(6);

    private final Identity identity;
    private final Consumer<UUID> believed;
    private final RandomGenerator random;
    private final Clock clock;

    /// @param believed throws `token-refused` for a service that was revoked
    public RebuildOrders(
            Identity identity, Consumer<UUID> believed, RandomGenerator random, Clock clock) {
        this.identity = identity;
        this.believed = believed;
        this.random = random;
        this.clock = clock;
    }

    /// An order for one supplier.
    ///
    /// @param key by which the account's records are proved
    /// @param carriers of the group, whose records are lost
    /// @param first block number
    /// @param last block number, included
    /// @return a [RebuildOrder]
    /// @throws dev.stowage.protocol.fault.Fault `token-refused` if the rebuilder was revoked
    public String order(
            AccountNumber account,
            VerifyingKey key,
            CarrierGroup group,
            CarrierSet carriers,
            BlockNumber first,
            BlockNumber last,
            SupplierId rebuilder) {
        believed.accept(rebuilder.value());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new RebuildOrder(
                        new UUID(random.nextLong(), random.nextLong()),
                        account,
                        key,
                        group,
                        carriers,
                        first,
                        last,
                        rebuilder,
                        now,
                        now.plus(LIFE))
                .sign(identity.key());
    }
}
