package dev.stowage.gateway.limit;

import dev.stowage.protocol.door.ClientNetwork;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/// How many accounts one client address may open in a minute. Remembers a bounded number of
/// addresses.
public final class RegistrationLimit {

    private static final int MAX_ADDRESSES = 10_000;
    private static final long MINUTE_MILLIS = 60_000;

    private final int perMinute;
    private final Clock clock;
    private final Map<ClientNetwork, Window> windows =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ClientNetwork, Window> eldest) {
                    return size() > MAX_ADDRESSES;
                }
            };

    public RegistrationLimit(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /// Counts a registration.
    ///
    /// @throws Fault `too-many-requests`
    public synchronized void count(ClientNetwork client) {
        long minute = clock.millis() / MINUTE_MILLIS;
        Window window = windows.get(client);
        int counted = window == null || window.minute != minute ? 0 : window.count;
        if (counted >= perMinute) {
            throw new Fault(
                            FaultCode.TOO_MANY_REQUESTS,
                            "%d accounts a minute may be opened from one address; try again in a minute"
                                    .formatted(perMinute))
                    .with("limit", perMinute);
        }
        windows.put(client, new Window(minute, counted + 1));
    }

    private record Window(long minute, int count) {}
}
