package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How blocks are to be spread, before a group is chosen: a layout without its place.
public sealed interface LayoutWish {

    /// Suppliers of whoever asks for nothing. Characters of somebody's text that a fault repeats.
    int MOST_REPEATED = 32;

    int DEFAULT_SUPPLIERS = 4;

    Code code();

    ReliabilityLevel level();

    /// Distinct suppliers without which it cannot be granted.
    int neededSuppliers();

    /// The layout in a group, from an offset; a whole group takes all of it.
    Layout in(CarrierGroup group, int offset);

    /// The layout in the first group of its level: what it is like wherever it will be.
    default Layout somewhere() {
        return in(new CarrierGroup(new CarrierId(0), level()), 0);
    }

    /// C.
    default int carriers() {
        return somewhere().carriers();
    }

    /// A combination of N suppliers.
    record OfSuppliers(Code code, int suppliers, ReliabilityLevel level) implements LayoutWish {

        @Override
        public int neededSuppliers() {
            return suppliers;
        }

        @Override
        public Layout in(CarrierGroup group, int offset) {
            return new Combination(code, group, suppliers, offset);
        }
    }

    /// All carriers of a group. They may lie on fewer suppliers, whose true number the user is
    /// shown.
    record OfGroup(ReliabilityLevel level) implements LayoutWish {

        @Override
        public Code code() {
            return Code.RS;
        }

        @Override
        public int neededSuppliers() {
            return 2;
        }

        @Override
        public Layout in(CarrierGroup group, int offset) {
            return new WholeGroup(Code.RS, group);
        }
    }

    /// What somebody asks for.
    ///
    /// @param suppliers N of a combination
    /// @param level alone a whole group, with `suppliers` a larger group than needed
    /// @throws Fault `invalid-suppliers`, `invalid-level`, `invalid-layout` if they contradict each
    ///   other
    static LayoutWish of(@Nullable Integer suppliers, @Nullable Integer level, Code code) {
        ReliabilityLevel asked = level == null ? null : level(level);
        if (suppliers == null && asked != null) {
            if (code != Code.RS) {
                throw contradiction(
                        "level %s alone is a whole group, coded with rs: %s needs a number of suppliers"
                                .formatted(asked, code.userName()));
            }
            return new OfGroup(asked);
        }
        int number = suppliers == null ? DEFAULT_SUPPLIERS : suppliers;
        ReliabilityLevel smallest = smallestLevel(number);
        if (asked != null && asked.compareTo(smallest) < 0) {
            throw contradiction(
                            "%d suppliers need a group of level %s or more, got level %s with %d carriers"
                                    .formatted(number, smallest, asked, asked.carriers()))
                    .with("suppliers", number)
                    .with("level", asked.value())
                    .with("leastLevel", smallest.value());
        }
        return new OfSuppliers(code, number, asked == null ? smallest : asked);
    }

    /// The wish that a layout fulfils.
    static LayoutWish of(Layout layout) {
        return switch (layout) {
            case Combination(Code code, CarrierGroup group, int suppliers, int _) ->
                    new OfSuppliers(code, suppliers, group.level());
            case WholeGroup(Code _, CarrierGroup group) -> new OfGroup(group.level());
        };
    }

    /// @param name `rs` or `xor`
    /// @throws Fault `invalid-code`
    static Code code(String name) {
        String text = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(Code.values())
                .filter(code -> code.userName().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Fault(
                                                FaultCode.INVALID_CODE,
                                                "the code is rs or xor, got " + excerpt(name))
                                        .with("asked", excerpt(name)));
    }

    private static String excerpt(String text) {
        return text.length() <= MOST_REPEATED ? text : text.substring(0, MOST_REPEATED) + "…";
    }

    private static ReliabilityLevel level(int level) {
        if (level < 0 || level > ReliabilityLevel.MAX) {
            throw new Fault(
                            FaultCode.INVALID_LEVEL,
                            "the reliability level is 0 … %d, got %d"
                                    .formatted(ReliabilityLevel.MAX, level))
                    .with("level", level)
                    .with("most", ReliabilityLevel.MAX);
        }
        return new ReliabilityLevel(level);
    }

    private static ReliabilityLevel smallestLevel(int suppliers) {
        if (!Combination.numbers().contains(suppliers)) {
            throw new Fault(
                            FaultCode.INVALID_SUPPLIERS,
                            "the number of suppliers is one of %s, got %d"
                                    .formatted(Combination.numbers(), suppliers))
                    .with("suppliers", suppliers)
                    .with("allowed", Combination.numbers());
        }
        return Combination.smallestLevel(suppliers);
    }

    private static Fault contradiction(String why) {
        return new Fault(FaultCode.INVALID_LAYOUT, why);
    }
}
