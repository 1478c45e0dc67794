package dev.stowage.supplier.bandwidth;

/// How many bytes may pass in one direction.
///
/// @param total bytes in a second, in all; 0 for no limit
/// @param ofCustomer bytes in a second of each customer; 0 for no limit
public record Bandwidth(long total, long ofCustomer) {

    public static final Bandwidth UNLIMITED = new Bandwidth(0, 0);

    public Bandwidth {
        if (total < 0 || ofCustomer < 0) {
            throw new IllegalArgumentException(
                    "a bandwidth is 0 bytes in a second or more, got %d and %d for each customer"
                            .formatted(total, ofCustomer));
        }
    }

    boolean isUnlimited() {
        return equals(UNLIMITED);
    }
}
