package dev.stowage.verification.benchmarks.erasure;

import java.util.List;
import java.util.OptionalDouble;

/// Whether a target was reached.
///
/// @param reached in the target's measure; empty if the yardstick is missing
record Verdict(Case raced, Coder coder, Target target, OptionalDouble reached) {

    static List<Verdict> on(Outcome outcome, Coder coder) {
        return coder instanceof StowageCoder ours
                ? Target.of(outcome.raced(), ours).stream()
                        .map(target -> of(outcome, ours, target))
                        .toList()
                : List.of();
    }

    private static Verdict of(Outcome outcome, StowageCoder coder, Target target) {
        return new Verdict(outcome.raced(), coder, target, target.reached(outcome, coder));
    }

    boolean isMet() {
        return reached.isPresent() && reached.getAsDouble() >= target.least();
    }

    boolean isMissed() {
        return reached.isPresent() && !isMet();
    }

    String text() {
        if (reached.isEmpty()) {
            return "%s: not measured".formatted(target.text());
        }
        return "%s: %s, %.2f"
                .formatted(target.text(), isMet() ? "met" : "MISSED", reached.getAsDouble());
    }
}
