package dev.stowage.customer.register;

import dev.stowage.format.head.BlockSizes;
import dev.stowage.format.layout.Code;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.LayoutWish;
import java.util.Optional;

/// A wish for an account, checked before anything is done for it.
record Wish(LayoutWish layout, long neededSpace, BlockSizes blockSizes, boolean compression) {

    private static final long MOST_SPACE = 1L << 60;

    /// @throws Fault `invalid-suppliers`, `invalid-level`, `invalid-code`, `invalid-layout`,
    ///   `invalid-block-size`, `invalid-request`
    static Wish of(RegisterRequest request) {
        String code = Optional.ofNullable(request.code()).orElse(Code.RS.userName());
        LayoutWish layout =
                LayoutWish.of(request.suppliers(), request.level(), LayoutWish.code(code));
        if (request.neededSpace() < 1 || request.neededSpace() > MOST_SPACE) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "neededSpace must be 1 … %d bytes, got %d"
                                    .formatted(MOST_SPACE, request.neededSpace()))
                    .with("neededSpace", request.neededSpace());
        }
        return new Wish(
                layout,
                request.neededSpace(),
                blockSizes(request, BlockSizes.minimumOf(layout.somewhere())),
                !Boolean.FALSE.equals(request.compression()));
    }

    /// What is given is taken or refused; what is not given is as large as the layout needs.
    private static BlockSizes blockSizes(RegisterRequest request, int least) {
        if (request.maxBlockSize() != null) {
            requireWithin("maxBlockSize", request.maxBlockSize(), least, BlockSizes.MAX);
        }
        int most = Optional.ofNullable(request.maxBlockSize()).orElse(BlockSizes.MAX);
        if (request.blockSize() != null) {
            requireWithin("blockSize", request.blockSize(), least, most);
        }
        int desired =
                Optional.ofNullable(request.blockSize())
                        .orElse(Math.clamp(BlockSizes.DEFAULT.desired(), least, most));
        int maximum =
                Optional.ofNullable(request.maxBlockSize())
                        .orElse(Math.max(BlockSizes.DEFAULT.maximum(), desired));
        return new BlockSizes(desired, maximum);
    }

    private static void requireWithin(String what, int size, int least, int most) {
        if (size < least || size > most) {
            throw new Fault(
                            FaultCode.INVALID_BLOCK_SIZE,
                            "%s must be %d … %d bytes with this layout, got %d"
                                    .formatted(what, least, most, size))
                    .with("least", least)
                    .with("most", most)
                    .with(what, size);
        }
    }
}
