package dev.stowage.placement.account;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ReserveRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How an account wants its blocks spread, before a group is chosen for it.
sealed interface Wish {

    int DEFAULT_SUPPLIERS = 4;
    int MOST_SUPPLIERS = 64;

    ReliabilityLevel level();

    /// Distinct suppliers without which it cannot be granted.
    int neededSuppliers();

    /// C.
    int carriers();

    /// The layout in a group, from an offset; a whole group takes all of it.
    Layout in(CarrierGroup group, int offset);

    /// A combination of N suppliers.
    record OfSuppliers(Code code, int suppliers, ReliabilityLevel level) implements Wish {

        @Override
        public int neededSuppliers() {
            return suppliers;
        }

        @Override
        public int carriers() {
            return suppliers;
        }

        @Override
        public Layout in(CarrierGroup group, int offset) {
            return new Combination(code, group, suppliers, offset);
        }
    }

    /// All carriers of a group. They may lie on fewer suppliers, whose true number the user is
    /// shown.
    record OfGroup(Code code, ReliabilityLevel level) implements Wish {

        @Override
        public int neededSuppliers() {
            return 2;
        }

        @Override
        public int carriers() {
            return level.carriers();
        }

        @Override
        public Layout in(CarrierGroup group, int offset) {
            return new WholeGroup(code, group);
        }
    }

    /// Reads a request.
    ///
    /// @throws Fault `invalid-suppliers`, `invalid-request`
    static Wish of(ReserveRequest request) {
        ReliabilityLevel level = level(request.level());
        Integer suppliers = request.suppliers();
        if (suppliers == null && level != null) {
            if (request.code() != Code.RS) {
                throw invalid(
                        "a whole group is coded with rs, not with " + request.code().userName());
            }
            return new OfGroup(request.code(), level);
        }
        int number = suppliers == null ? DEFAULT_SUPPLIERS : suppliers;
        ReliabilityLevel smallest = smallestLevel(number);
        if (level != null && level.compareTo(smallest) < 0) {
            throw invalid(
                    "%d suppliers need a group of level %s or more, got level %s"
                            .formatted(number, smallest, level));
        }
        return new OfSuppliers(request.code(), number, level == null ? smallest : level);
    }

    /// The wish that a layout fulfils.
    static Wish of(Layout layout) {
        return switch (layout) {
            case Combination(Code code, CarrierGroup group, int suppliers, int _) ->
                    new OfSuppliers(code, suppliers, group.level());
            case WholeGroup(Code code, CarrierGroup group) -> new OfGroup(code, group.level());
        };
    }

    private static @Nullable ReliabilityLevel level(@Nullable Integer level) {
        if (level == null) {
            return null;
        }
        if (level < 0 || level > ReliabilityLevel.MAX) {
            throw invalid("level must be 0 … %d, got %d".formatted(ReliabilityLevel.MAX, level));
        }
        return new ReliabilityLevel(level);
    }

    private static ReliabilityLevel smallestLevel(int suppliers) {
        if (!isCombination(suppliers)) {
            throw new Fault(
                            FaultCode.INVALID_SUPPLIERS,
                            "the number of suppliers is one of %s, got %d"
                                    .formatted(combinations(), suppliers))
                    .with("allowed", combinations())
                    .with("suppliers", suppliers);
        }
        return Combination.smallestLevel(suppliers);
    }

    private static List<Integer> combinations() {
        return IntStream.rangeClosed(1, MOST_SUPPLIERS)
                .filter(Wish::isCombination)
                .boxed()
                .toList();
    }

    private static boolean isCombination(int suppliers) {
        try {
            Combination.requireNumber(suppliers);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static Fault invalid(String why) {
        return new Fault(FaultCode.INVALID_REQUEST, why);
    }
}
