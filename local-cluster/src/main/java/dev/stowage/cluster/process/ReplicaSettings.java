package dev.stowage.cluster.process;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What several customer-services of one cluster have in common, so that any of them serves any
/// account and any session.
///
/// @param placement where placement answers
/// @param joinCode by which they join it
/// @param pepper base64 of 32 bytes
/// @param idleRanges after which they close block numbers of those that do not come back
public record ReplicaSettings(URI placement, String joinCode, String pepper, Duration idleRanges) {

    private static final String PREFIX = "stowage.customer.";

    /// As settings of a service in this process.
    Map<String, Object> properties() {
        return Map.of(
                PREFIX + "placement-url",
                placement,
                PREFIX + "join-code",
                joinCode,
                PREFIX + "pepper",
                pepper,
                PREFIX + "idle-ranges",
                idleRanges);
    }

    /// The same as variables of a process of its own: a command's words can be read by everybody.
    Map<String, String> environment() {
        return properties().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                each -> variable(each.getKey()),
                                each -> each.getValue().toString()));
    }

    private static String variable(String property) {
        return property.replace(".", "_").replace("-", "").toUpperCase(Locale.ROOT);
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return "ReplicaSettings[placement=%s, idleRanges=%s]".formatted(placement, idleRanges);
    }
}
