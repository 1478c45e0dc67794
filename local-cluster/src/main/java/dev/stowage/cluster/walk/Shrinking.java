package dev.stowage.cluster.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a walk that breaks a promise shorter: leaves steps out as long as one is broken, many at
/// once first.
public final class Shrinking {

    private final Walking walking;
    private int left;
    private Optional<String> broken = Optional.empty();

    /// What takes a walk, and says which promise was broken.
    @FunctionalInterface
    public interface Walking {

        Optional<String> walk(Script script) throws InterruptedException;
    }

    /// @param tries walks that are taken at most
    public Shrinking(Walking walking, int tries) {
        this.walking = walking;
        this.left = tries;
    }

    /// The shortest one that was found.
    public Script shrink(Script script) throws InterruptedException {
        List<Step> steps = script.steps();
        for (int length = Math.max(1, steps.size() / 2); length > 0; length /= 2) {
            int from = 0;
            while (from < steps.size() && left > 0) {
                List<Step> fewer = new ArrayList<>(steps.subList(0, from));
                fewer.addAll(steps.subList(Math.min(steps.size(), from + length), steps.size()));
                if (isBroken(script.with(fewer))) {
                    steps = fewer;
                } else {
                    from += length;
                }
            }
        }
        return script.with(steps);
    }

    private boolean isBroken(Script script) throws InterruptedException {
        left--;
        Optional<String> now = walking.walk(script);
        if (now.isPresent()) {
            broken = now;
        }
        return now.isPresent();
    }

    /// The promise that the shortest walk breaks; empty if no shorter one breaks any.
    public Optional<String> broken() {
        return broken;
    }
}
