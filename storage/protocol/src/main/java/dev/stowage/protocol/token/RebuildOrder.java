package dev.stowage.protocol.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Placement's order that one supplier may make lost records of some carriers again: fetch whatever
/// of these blocks is left, and store what belongs to those carriers.
///
/// It is shown together with the rebuilder's own [ServiceToken]; in other hands it is worth
/// nothing.
///
/// @param id of the order, for logs
/// @param key by which the account's records are proved: the rebuilder need not have a contract
///   with it
/// @param carriers of the group, whose records are made again
/// @param first block number
/// @param last block number, included
/// @param rebuilder who may use it
public record RebuildOrder(
        UUID id,
        AccountNumber account,
        VerifyingKey key,
        CarrierGroup group,
        CarrierSet carriers,
        BlockNumber first,
        BlockNumber last,
        SupplierId rebuilder,
        Instant issuedAt,
        Instant expiresAt) {

    /// The header that bears it.
    public static final String HEADER = "Stowage-Rebuild-Order";

    /// Placement's orders are about no more carriers: a header of 8 KiB has to bear one, however
    /// the carriers lie in a group of 131,072, with all that stands beside it.
    public static final int MOST_CARRIERS = 2048;

    /// No order lives longer.
    public static final Duration MAX_LIFE = Duration.ofDays(1);

    static final String TYPE = "stowage-rebuild-order";

    public RebuildOrder {
        if (carriers.size() == 0 || !carriers.stream().allMatch(group::contains)) {
            throw new IllegalArgumentException(
                    "an order is about carriers of group %s, got %s".formatted(group, carriers));
        }
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException(
                    "the first block number must not be above the last, got %s and %s"
                            .formatted(first, last));
        }
        Duration life = Duration.between(issuedAt, expiresAt);
        if (!life.isPositive() || life.compareTo(MAX_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "an order lives for up to %s, got %s".formatted(MAX_LIFE, life));
        }
    }

    public String sign(SigningKey placement) {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .jwtID(id.toString())
                        .subject(account.toString())
                        .audience(rebuilder.toString())
                        .claim("group", group.toString())
                        .claim("key", key.toString())
                        .claim("carriers", carriers.toString())
                        .claim("first", first.toString())
                        .claim("last", last.toString())
                        .issueTime(JsonWebToken.at(issuedAt))
                        .expirationTime(JsonWebToken.at(expiresAt))
                        .build();
        return JsonWebToken.sign(TYPE, claims, placement);
    }

    /// Believes an order in the hands of its rebuilder.
    ///
    /// @param rebuilder who shows it, proved by a token of its own
    /// @throws dev.stowage.protocol.fault.Fault `token-refused`, `token-expired`
    public static RebuildOrder verify(
            String token, VerifyingKey placement, SupplierId rebuilder, Clock clock) {
        Claims claims =
                new Claims(
                        TYPE,
                        JsonWebToken.verify(
                                TYPE, JsonWebToken.parse(TYPE, token), placement, clock));
        RebuildOrder order = read(claims);
        if (!order.rebuilder.equals(rebuilder)) {
            throw JsonWebToken.refused(
                    TYPE, "is for supplier %s, not for %s".formatted(order.rebuilder, rebuilder));
        }
        if (order.issuedAt.isAfter(clock.instant().plus(JsonWebToken.SKEW))) {
            throw JsonWebToken.refused(TYPE, "was issued in the future");
        }
        return order;
    }

    private static RebuildOrder read(Claims claims) {
        try {
            return new RebuildOrder(
                    claims.uuid("jti"),
                    claims.read("sub", AccountNumber::valueOf),
                    claims.key("key"),
                    claims.read("group", CarrierGroup::valueOf),
                    claims.read("carriers", CarrierSet::valueOf),
                    claims.read("first", BlockNumber::valueOf),
                    claims.read("last", BlockNumber::valueOf),
                    claims.audience(SupplierId::valueOf),
                    claims.issueTime(),
                    claims.expiry());
        } catch (IllegalArgumentException contradicting) {
            throw JsonWebToken.refused(TYPE, String.valueOf(contradicting.getMessage()));
        }
    }

    /// Whether it is about a block, at whatever position of its group.
    public boolean covers(Address address) {
        return address.account().equals(account)
                && address.group().equals(group)
                && first.compareTo(address.block()) <= 0
                && address.block().compareTo(last) <= 0;
    }
}
