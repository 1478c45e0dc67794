package dev.stowage.verification.benchmarks.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What a coder should reach at least.
record Target(double least, Measure measure) {

    /// What the number counts.
    enum Measure {
        ISAL("x ISA-L"),
        TABLE("x table"),
        ENCODING("x encode"),
        SPEED("GB/s");

        private final String unit;

        Measure(String unit) {
            this.unit = unit;
        }
    }

    private static final Map<Integer, Double> ENCODE_TIMES_ISAL =
            Map.of(2, 0.75, 4, 1.5, 7, 1.3, 13, 1.4, 18, 1.2, 26, 2.0, 64, 2.3);
    private static final Map<Integer, Double> RECONSTRUCT_TIMES_ISAL =
            Map.of(4, 0.9, 7, 0.9, 13, 0.9, 18, 0.9, 26, 0.9, 64, 1.2);
    private static final Map<Integer, Double> ENCODE_SPEED =
            Map.of(256, 3.5, 1024, 3.0, 4096, 2.0, 16_384, 1.5, 65_536, 1.2);
    private static final double RECONSTRUCT_TIMES_ENCODE = 0.4;
    private static final double PORTABLE_TIMES_TABLE = 10;
    private static final List<Integer> PORTABLE = List.of(4, 7, 13, 18);

    /// Returns what the coder should reach in this case: nothing, for most.
    static List<Target> of(Case raced, StowageCoder coder) {
        if (coder.family() != Family.RS) {
            return List.of();
        }
        List<Target> targets = new ArrayList<>();
        if (coder.isDefault() && raced.isWholeGroup()) {
            targets.add(wholeGroup(raced));
        }
        if (raced.blockBytes() == BlockSize.MIB) {
            Double timesIsal = timesIsal(raced.operation()).get(raced.k());
            if (coder.isDefault() && timesIsal != null) {
                targets.add(new Target(timesIsal, Measure.ISAL));
            }
            if (coder.isPortable()
                    && raced.operation() != Operation.REBUILD
                    && PORTABLE.contains(raced.k())) {
                targets.add(new Target(PORTABLE_TIMES_TABLE, Measure.TABLE));
            }
        }
        return targets;
    }

    private static Map<Integer, Double> timesIsal(Operation operation) {
        return switch (operation) {
            case ENCODE -> ENCODE_TIMES_ISAL;
            case RECONSTRUCT -> RECONSTRUCT_TIMES_ISAL;
            case REBUILD -> Map.of();
        };
    }

    private static Target wholeGroup(Case raced) {
        return raced.operation() == Operation.ENCODE
                ? new Target(ENCODE_SPEED.getOrDefault(raced.k(), 0.0), Measure.SPEED)
                : new Target(RECONSTRUCT_TIMES_ENCODE, Measure.ENCODING);
    }

    /// Returns what was reached in the target's measure; nothing if the yardstick is not there.
    OptionalDouble reached(Outcome outcome, Coder coder) {
        Operation operation = outcome.raced().operation();
        return switch (measure) {
            case ISAL -> outcome.ratio(coder, outcome.coders().isal());
            case TABLE -> outcome.ratio(coder, outcome.coders().table());
            case ENCODING ->
                    Outcome.ratio(
                            outcome.best(coder, operation, 1),
                            outcome.best(coder, Operation.ENCODE, 1));
            case SPEED ->
                    outcome.best(coder, operation, 1).stream()
                            .mapToDouble(speeds -> speeds.median())
                            .findFirst();
        };
    }

    String text() {
        return "%.2f %s".formatted(least, measure.unit);
    }
}
