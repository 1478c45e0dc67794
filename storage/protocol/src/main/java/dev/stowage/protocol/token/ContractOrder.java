package dev.stowage.protocol.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Placement's order that a supplier may grant an account a contract: the only thing by which one
/// is granted.
///
/// @param key by which the account's records are proved
/// @param owner by which the account signs all else
/// @param quota bytes of padded ciphertext on all of the carriers together
/// @param carriers that the contract covers, all served by one volume of this supplier; one that
///   the account overrode bears the generation and the volume of its holder
/// @param instead those of them that the account overrode, each with its holder, which this volume
///   serves
public record ContractOrder(
        AccountNumber account,
        VerifyingKey key,
        OwnerKey owner,
        SupplierId supplier,
        long quota,
        List<AssignedCarrier> carriers,
        Overrides instead,
        Instant expiresAt) {

    private static final String INSTEAD = "instead";
    static final String TYPE = "stowage-contract-order";

    /// For an account whose keys were never rotated, and that overrode none of these carriers.
    public ContractOrder(
            AccountNumber account,
            VerifyingKey key,
            SupplierId supplier,
            long quota,
            List<AssignedCarrier> carriers,
            Instant expiresAt) {
        this(
                account,
                key,
                OwnerKey.first(key),
                supplier,
                quota,
                carriers,
                Overrides.NONE,
                expiresAt);
    }

    public ContractOrder {
        carriers = List.copyOf(carriers);
        Set<CarrierId> covered =
                carriers.stream().map(AssignedCarrier::carrier).collect(Collectors.toSet());
        if (!covered.containsAll(instead.holders().keySet())) {
            throw new IllegalArgumentException(
                    "an order says who holds for carriers that it covers, got %s of %d carriers"
                            .formatted(instead.holders().keySet(), covered.size()));
        }
    }

    /// Its carriers as the supplier serves them: a holder in place of each that was overridden.
    public List<AssignedCarrier> served() {
        return carriers.stream()
                .map(
                        each ->
                                new AssignedCarrier(
                                        instead.holderOf(each.carrier()),
                                        each.generation(),
                                        each.volume()))
                .toList();
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
        if (!instead.isNone()) {
            claims.claim(INSTEAD, texts(instead));
        }
        return JsonWebToken.sign(TYPE, claims.build(), placement);
    }

    /// As `overridden:holder`.
    private static List<String> texts(Overrides instead) {
        return instead.holders().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getKey() + ":" + each.getValue())
                .toList();
    }

    private static Overrides instead(Claims claims) {
        Map<CarrierId, CarrierId> holders = new HashMap<>();
        for (String text : claims.textsOrNone(INSTEAD)) {
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("it names a holder of nothing");
            }
            CarrierId before =
                    holders.put(
                            CarrierId.valueOf(text.substring(0, colon)),
                            CarrierId.valueOf(text.substring(colon + 1)));
            if (before != null) {
                throw new IllegalArgumentException("it names two holders for one carrier");
            }
        }
        return new Overrides(holders);
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
        try {
            return new ContractOrder(
                    claims.read("sub", AccountNumber::valueOf),
                    claims.key("key"),
                    new OwnerKey(
                            claims.rotation(), claims.key(claims.rotation() > 0 ? "owner" : "key")),
                    claims.audience(SupplierId::valueOf),
                    claims.number("quota"),
                    AssignedCarrier.ofTexts(TYPE, claims.texts("carriers")),
                    instead(claims),
                    claims.expiry());
        } catch (IllegalArgumentException contradicting) {
            throw JsonWebToken.refused(TYPE, String.valueOf(contradicting.getMessage()));
        }
    }
}
