package dev.stowage.protocol.placement;

/// How many rebuilds a supplier would take.
///
/// @param most 1 … 16
public record LeaseRequest(int most) {

    public static final int MAX_LEASES = 16;

    public LeaseRequest {
        if (most < 1 || most > MAX_LEASES) {
            throw new IllegalArgumentException(
                    "a supplier takes 1 … %d rebuilds at once, asked for are %d"
                            .formatted(MAX_LEASES, most));
        }
    }
}
