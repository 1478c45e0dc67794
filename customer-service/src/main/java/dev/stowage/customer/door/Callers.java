package dev.stowage.customer.door;

import dev.stowage.customer.session.Caller;
import dev.stowage.protocol.door.ClientNetwork;
import dev.stowage.protocol.door.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/// Tells who asks.
final class Callers {

    private Callers() {}

    static Caller of(HttpServletRequest request, TrustedProxies proxies) {
        return new Caller(
                ClientNetwork.of(proxies.clientOf(request)),
                Objects.requireNonNullElse(request.getHeader("User-Agent"), ""));
    }
}
