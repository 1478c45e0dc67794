package dev.stowage.format.address;

/// The 2^(3+2·level) consecutive carriers that start at a carrier id which is a multiple of 8.
/// Groups may overlap.
///
/// @param first the group's first carrier, a multiple of 8
/// @param level how many carriers it spans
public record CarrierGroup(CarrierId first, ReliabilityLevel level) {

    private static final long LEVEL_BITS = 7;

    public CarrierGroup {
        if ((first.value() & LEVEL_BITS) != 0) {
            throw new IllegalArgumentException(
                    "a carrier group starts at a multiple of 8, got %s".formatted(first));
        }
        if (first.value() > Long.MAX_VALUE - (level.carriers() - 1)) {
            throw new IllegalArgumentException(
                    "the group of %d carriers from %s runs past 2^63-1"
                            .formatted(level.carriers(), first));
        }
    }

    /// The group in its 64-bit form: first carrier id with the level in its low three bits.
    public static CarrierGroup ofBits(long bits) {
        return new CarrierGroup(
                new CarrierId(bits & ~LEVEL_BITS), new ReliabilityLevel((int) (bits & LEVEL_BITS)));
    }

    /// First carrier id OR level.
    public long bits() {
        return first.value() | level.value();
    }

    public int carriers() {
        return level.carriers();
    }

    /// @param index 0 … carriers()-1, taken modulo the group's size
    public CarrierId carrier(long index) {
        return new CarrierId(first.value() + Math.floorMod(index, (long) carriers()));
    }

    public boolean contains(CarrierId carrier) {
        long index = carrier.value() - first.value();
        return index >= 0 && index < carriers();
    }

    /// `first/level`, as in `8/0` for carriers 8 … 15.
    @Override
    public String toString() {
        return first + "/" + level;
    }

    /// @param text as [#toString] gives it
    public static CarrierGroup valueOf(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "a carrier group is written first/level, got \"%s\""
                            .formatted(Decimals.abbreviate(text)));
        }
        return new CarrierGroup(
                CarrierId.valueOf(text.substring(0, slash)),
                ReliabilityLevel.valueOf(text.substring(slash + 1)));
    }
}
