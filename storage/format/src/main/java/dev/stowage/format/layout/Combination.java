package dev.stowage.format.layout;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A chosen number of suppliers N: data fragment i and parity fragment i lie at position i, which
/// is carrier first + (offset + i) mod groupSize. What is left of the group is its reserve.
///
/// @param suppliers N: 2, 4, 7, 13, 18, 26 or 64; also K and C
/// @param offset 0 … groupSize-1
public record Combination(Code code, CarrierGroup group, int suppliers, int offset)
        implements Layout {

    static final int KIND = 0;

    /// N → suppliers that the XOR map of N survives.
    private static final Map<Integer, Integer> XOR_TOLERANCE =
            new TreeMap<>(Map.of(2, 1, 4, 2, 7, 3, 13, 4, 18, 5, 26, 6, 64, 10));

    public Combination {
        requireNumber(suppliers);
        if (suppliers > group.carriers()) {
            throw new IllegalArgumentException(
                    "%d suppliers do not fit into group %s of %d carriers"
                            .formatted(suppliers, group, group.carriers()));
        }
        Bounds.requireRange("offset", offset, 0, group.carriers() - 1);
    }

    /// Every N of which there are combinations, ascending.
    public static List<Integer> numbers() {
        return List.copyOf(XOR_TOLERANCE.keySet());
    }

    /// @throws IllegalArgumentException if no combination has that many suppliers; names those that
    ///   exist
    public static void requireNumber(int suppliers) {
        if (!XOR_TOLERANCE.containsKey(suppliers)) {
            throw new IllegalArgumentException(
                    "number of suppliers must be one of %s, got %d"
                            .formatted(XOR_TOLERANCE.keySet(), suppliers));
        }
    }

    /// The lowest level whose groups hold the combination: N <= 7: 0; N <= 26: 1; 64: 2.
    public static ReliabilityLevel smallestLevel(int suppliers) {
        requireNumber(suppliers);
        return ReliabilityLevel.holding(suppliers);
    }

    @Override
    public int carriers() {
        return suppliers;
    }

    @Override
    public int dataFragments() {
        return suppliers;
    }

    @Override
    public int fragmentsPerCarrier() {
        return 2;
    }

    @Override
    public int tolerance() {
        return switch (code) {
            case RS -> suppliers / 2;
            case XOR -> XOR_TOLERANCE.getOrDefault(suppliers, 0);
        };
    }

    @Override
    public CarrierId carrier(int position, BlockNumber block) {
        return group.carrier(offset + (long) requirePosition(position));
    }

    @Override
    public boolean covers(CarrierId carrier) {
        long index = carrier.value() - group.first().value();
        return group.contains(carrier)
                && Math.floorMod(index - offset, (long) group.carriers()) < suppliers;
    }

    @Override
    public int fragment(int position, int index) {
        Bounds.requireRange("fragment of a carrier", index, 0, 1);
        return requirePosition(position) + index * suppliers;
    }

    private int requirePosition(int position) {
        Bounds.requireRange("position", position, 0, suppliers - 1);
        return position;
    }

    @Override
    public void writeTo(ByteBuffer buffer) {
        buffer.put((byte) code.number())
                .put((byte) KIND)
                .putShort((short) suppliers)
                .putInt(offset);
    }
}
