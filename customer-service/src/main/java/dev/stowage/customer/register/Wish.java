package dev.stowage.customer.register;

import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.head.BlockSizes;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A wish for an account, checked before anything is done for it.
///
/// @param level of the group, if one is asked for
record Wish(
        @Nullable Integer suppliers,
        @Nullable Integer level,
        Code code,
        long neededSpace,
        BlockSizes blockSizes,
        boolean compression) {

    private static final List<Integer> NUMBERS = List.of(2, 4, 7, 13, 18, 26, 64);
    private static final int DEFAULT_SUPPLIERS = 4;
    private static final long MOST_SPACE = 1L << 60;

    /// @throws Fault `invalid-suppliers`, `invalid-block-size`, `invalid-request`, `unsupported`
    static Wish of(RegisterRequest request) {
        Integer suppliers = suppliers(request);
        requireLevel(request.level(), suppliers);
        Code code = code(request.code());
        if (request.neededSpace() < 1 || request.neededSpace() > MOST_SPACE) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "neededSpace must be 1 … %d bytes, got %d"
                                    .formatted(MOST_SPACE, request.neededSpace()))
                    .with("neededSpace", request.neededSpace());
        }
        BlockSizes sizes = blockSizes(request, suppliers);
        boolean compression = !Boolean.FALSE.equals(request.compression());
        return new Wish(
                suppliers, request.level(), code, request.neededSpace(), sizes, compression);
    }

    private static @Nullable Integer suppliers(RegisterRequest request) {
        if (request.suppliers() == null) {
            return request.level() == null ? DEFAULT_SUPPLIERS : null;
        }
        if (!NUMBERS.contains(request.suppliers())) {
            throw new Fault(
                            FaultCode.INVALID_SUPPLIERS,
                            "number of suppliers must be one of %s, got %d"
                                    .formatted(NUMBERS, request.suppliers()))
                    .with("suppliers", request.suppliers())
                    .with("allowed", NUMBERS);
        }
        return request.suppliers();
    }

    private static void requireLevel(@Nullable Integer level, @Nullable Integer suppliers) {
        int least = suppliers == null ? 0 : Combination.smallestLevel(suppliers).value();
        if (level != null && (level < least || level > ReliabilityLevel.MAX)) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "level must be %d … %d, got %d"
                                    .formatted(least, ReliabilityLevel.MAX, level))
                    .with("level", level);
        }
    }

    private static Code code(@Nullable String name) {
        String text = Optional.ofNullable(name).orElse(Code.RS.userName());
        for (Code code : Code.values()) {
            if (code.userName().equals(text.toLowerCase(Locale.ROOT))) {
                return requireComputable(code);
            }
        }
        throw new Fault(FaultCode.INVALID_REQUEST, "code must be rs, got " + text);
    }

    private static Code requireComputable(Code code) {
        if (code != Code.RS) {
            throw new Fault(
                    FaultCode.UNSUPPORTED, "this version computes rs only, not " + code.userName());
        }
        return code;
    }

    private static BlockSizes blockSizes(RegisterRequest request, @Nullable Integer suppliers) {
        int least = leastBlockSize(request.level(), suppliers);
        int desired =
                Optional.ofNullable(request.blockSize())
                        .orElse(Math.max(least, BlockSizes.DEFAULT.desired()));
        int maximum =
                Optional.ofNullable(request.maxBlockSize())
                        .orElse(Math.max(desired, BlockSizes.DEFAULT.maximum()));
        if (desired < least || desired > maximum || maximum > BlockSizes.MAX) {
            throw new Fault(
                            FaultCode.INVALID_BLOCK_SIZE,
                            "blockSize must be %d … maxBlockSize and maxBlockSize at most %d bytes, got %d and %d"
                                    .formatted(least, BlockSizes.MAX, desired, maximum))
                    .with("least", least)
                    .with("most", BlockSizes.MAX);
        }
        return new BlockSizes(desired, maximum);
    }

    private static int leastBlockSize(@Nullable Integer level, @Nullable Integer suppliers) {
        int dataFragments =
                suppliers != null
                        ? suppliers
                        : new ReliabilityLevel(level == null ? 0 : level).carriers() / 2;
        return Math.max(BlockSizes.MIN, dataFragments * Layout.MIN_FRAGMENT_BYTES);
    }
}
