package dev.stowage.format.address;

/// The id of a carrier, a numbered storage position: 0 … 2^63-1, for ever.
///
/// @param value 0 … 2^63-1
public record CarrierId(long value) implements Comparable<CarrierId> {

    /// Consecutive carriers that placement forms at once.
    public static final int OCTET = 8;

    public CarrierId {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "carrier id must be 0 … 2^63-1, got %s"
                            .formatted(Long.toUnsignedString(value)));
        }
    }

    /// @param text decimal digits, as [#toString] gives them
    public static CarrierId valueOf(String text) {
        return new CarrierId(Decimals.parse("carrier id", text, Long.MAX_VALUE));
    }

    @Override
    public int compareTo(CarrierId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
