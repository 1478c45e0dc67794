package dev.stowage.protocol.placement;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Some of the services that joined, in the order of their ids.
///
/// @param next to be passed as `after` for the next page; absent on the last one
public record ServicePage(List<ServiceView> services, @Nullable UUID next) {

    public static final int MAX_SERVICES = 1000;

    public ServicePage {
        services = List.copyOf(services);
    }
}
