package dev.stowage.verification.containers;

import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.JoinRequest;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeState;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.CarrierAssignments;
import dev.stowage.protocol.token.ServiceToken;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// A service that joined a placement, as far as placement sees it: suppliers say that they live.
record Member(SigningKey key, Joined joined, UUID volume) {

    private static final long CAPACITY = 1L << 40;

    static Member join(PlacementProcess placement, ServiceRole role) {
        SigningKey key = SigningKey.random(new SecureRandom());
        byte[] message =
                ("stowage join 1" + PlacementProcess.JOIN_CODE).getBytes(StandardCharsets.UTF_8);
        String proof =
                Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(message).toBytes());
        return new Member(
                key,
                placement
                        .client(PlacementApi.class)
                        .join(
                                new JoinRequest(
                                        PlacementProcess.JOIN_CODE,
                                        role,
                                        key.verifyingKey(),
                                        proof,
                                        List.of())),
                UUID.randomUUID());
    }

    SupplierId id() {
        return new SupplierId(joined.service());
    }

    String token() {
        return "Bearer "
                + ServiceToken.sign(
                        joined.certificate(),
                        AccountToken.PLACEMENT,
                        Instant.now().plusSeconds(60),
                        key);
    }

    /// @return what it may drop
    List<AssignedCarrier> beat(PlacementProcess placement) {
        Heartbeat heartbeat =
                new Heartbeat(
                        "http://127.0.0.1:1/" + id(),
                        List.of(new VolumeState(volume, CAPACITY, 0, 0, 1)),
                        0);
        return CarrierAssignments.verify(
                        placement
                                .client(PlacementApi.class)
                                .heartbeat(token(), heartbeat)
                                .assignments(),
                        joined.placementKey(),
                        Clock.systemUTC())
                .released();
    }
}
