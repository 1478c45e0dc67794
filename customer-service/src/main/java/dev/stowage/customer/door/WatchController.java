package dev.stowage.customer.door;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.watch.Watch;
import dev.stowage.protocol.customer.OwnEventPage;
import dev.stowage.protocol.customer.OwnRebuildPage;
import dev.stowage.protocol.customer.WatchApi;
import dev.stowage.protocol.door.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/// What befalls the caller's account.
@RestController
class WatchController implements WatchApi {

    private final Supplier<Storehouse> storehouse;
    private final Watch watch;
    private final TrustedProxies proxies;
    private final HttpServletRequest request;

    /// @param request stands for the one that is being served
    WatchController(
            Supplier<Storehouse> storehouse,
            Watch watch,
            TrustedProxies proxies,
            HttpServletRequest request) {
        this.storehouse = storehouse;
        this.watch = watch;
        this.proxies = proxies;
        this.request = request;
    }

    @Override
    public OwnEventPage events(
            String authorization, @Nullable Long after, @Nullable Integer limit) {
        return watch.events(authenticate(authorization), after, limit);
    }

    @Override
    public OwnRebuildPage rebuilds(
            String authorization, @Nullable Long after, @Nullable Integer limit) {
        return watch.rebuilds(authenticate(authorization), after, limit);
    }

    private OpenAccount authenticate(String authorization) {
        return storehouse
                .get()
                .sessions()
                .authenticate(authorization, Callers.of(request, proxies));
    }
}
