package dev.stowage.format.layout;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import java.nio.ByteBuffer;

/// All carriers of a group, one fragment each. Positions turn by the block number, so that data and
/// parity, reads and writes fall evenly on the carriers.
public record WholeGroup(Code code, CarrierGroup group) implements Layout {

    static final int KIND = 1;

    public WholeGroup {
        if (code != Code.RS) {
            throw new IllegalArgumentException(
                    "a whole group is coded with rs, the maps of %s are for combinations"
                            .formatted(code.userName()));
        }
    }

    @Override
    public int carriers() {
        return group.carriers();
    }

    @Override
    public int dataFragments() {
        return carriers() / 2;
    }

    @Override
    public int fragmentsPerCarrier() {
        return 1;
    }

    @Override
    public int tolerance() {
        return carriers() / 2;
    }

    @Override
    public CarrierId carrier(int position, BlockNumber block) {
        long turn = Long.remainderUnsigned(block.bits(), carriers());
        return group.carrier(requirePosition(position) + turn);
    }

    @Override
    public boolean covers(CarrierId carrier) {
        return group.contains(carrier);
    }

    @Override
    public int fragment(int position, int index) {
        Bounds.requireRange("fragment of a carrier", index, 0, 0);
        return requirePosition(position);
    }

    private int requirePosition(int position) {
        Bounds.requireRange("position", position, 0, carriers() - 1);
        return position;
    }

    @Override
    public void writeTo(ByteBuffer buffer) {
        buffer.put((byte) code.number()).put((byte) KIND).putShort((short) 0).putInt(0);
    }
}
