package dev.stowage.protocol.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// Placement's order that a supplier may grant an account a contract: the only thing by which one
/// is granted.
///
/// @param key by which the account's records are proved
/// @param owner by which the account signs all else
/// @param quota bytes of padded ciphertext on all of the carriers together
/// @param carriers that the contract covers, all served by one volume of this supplier
public record ContractOrder(
        AccountNumber account,
        VerifyingKey key,
        OwnerKey owner,
        SupplierId supplier,
        long quota,
        List<AssignedCarrier> carriers,
        Instant expiresAt) {

    static final String TYPE = "stowage-contract-order";

    /// For an account whose keys were never rotated.
    public ContractOrder(
            AccountNumber account,
            VerifyingKey key,
            SupplierId supplier,
            long quota,
            List<AssignedCarrier> carriers,
            Instant expiresAt) {
        this(account, key, OwnerKey.first(key), supplier, quota, carriers, expiresAt);
    }

    public ContractOrder {
        carriers = List.copyOf(carriers);
    }

    public String sign(SigningKey placement) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .subject(account.toString())
                        .audience(supplier.toString())
                        .claim("key", key.toString())
                        .claim("quota", quota)
                        .claim("carriers", AssignedCarrier.toTexts(carriers))
                        .expirationTime(JsonWebToken.at(expiresAt));
        if (owner.rotation() > 0) {
            claims.claim("owner", owner.key().toString());
            claims.claim(Claims.ROTATION, owner.rotation());
        }
        return JsonWebToken.sign(TYPE, claims.build(), placement);
    }

    /// Believes an order to this supplier.
    public static ContractOrder verify(
            String token, VerifyingKey placement, SupplierId supplier, Clock clock) {
        Claims claims =
                new Claims(
                        TYPE,
                        JsonWebToken.verify(
                                TYPE, JsonWebToken.parse(TYPE, token), placement, clock));
        ContractOrder order = read(claims);
        if (!order.supplier.equals(supplier)) {
            throw JsonWebToken.refused(TYPE, "is for supplier %s".formatted(order.supplier));
        }
        return order;
    }

    /// Reads an order that was verified before it was kept: nobody looks at its signature, its
    /// supplier and its expiry here.
    public static ContractOrder dangerouslyRead(String token) {
        return read(new Claims(TYPE, JsonWebToken.claims(TYPE, JsonWebToken.parse(TYPE, token))));
    }

    private static ContractOrder read(Claims claims) {
        return new ContractOrder(
                claims.read("sub", AccountNumber::valueOf),
                claims.key("key"),
                new OwnerKey(
                        claims.rotation(), claims.key(claims.rotation() > 0 ? "owner" : "key")),
                claims.audience(SupplierId::valueOf),
                claims.number("quota"),
                AssignedCarrier.ofTexts(TYPE, claims.texts("carriers")),
                claims.expiry());
    }
}
