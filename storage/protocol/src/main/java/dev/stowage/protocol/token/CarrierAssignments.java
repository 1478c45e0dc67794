package dev.stowage.protocol.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// Placement's word which carriers a supplier serves, and in which generation.
///
/// @param released carriers that it served up to a generation, with the volume that has their
///   records: another one serves them and has proved that it holds all, so these records may go
public record CarrierAssignments(
        SupplierId supplier,
        List<AssignedCarrier> carriers,
        List<AssignedCarrier> released,
        Instant expiresAt) {

    static final String TYPE = "stowage-carrier-assignments";

    public CarrierAssignments {
        carriers = List.copyOf(carriers);
        released = List.copyOf(released);
    }

    public String sign(SigningKey placement) {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .subject(supplier.toString())
                        .claim("carriers", AssignedCarrier.toTexts(carriers))
                        .claim("released", AssignedCarrier.toTexts(released))
                        .expirationTime(JsonWebToken.at(expiresAt))
                        .build();
        return JsonWebToken.sign(TYPE, claims, placement);
    }

    public static CarrierAssignments verify(String token, VerifyingKey placement, Clock clock) {
        Claims claims =
                new Claims(
                        TYPE,
                        JsonWebToken.verify(
                                TYPE, JsonWebToken.parse(TYPE, token), placement, clock));
        return new CarrierAssignments(
                claims.read("sub", SupplierId::valueOf),
                AssignedCarrier.ofTexts(TYPE, claims.texts("carriers")),
                AssignedCarrier.ofTexts(TYPE, claims.textsOrNone("released")),
                claims.expiry());
    }
}
