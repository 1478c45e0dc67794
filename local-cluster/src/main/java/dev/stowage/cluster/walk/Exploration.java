package dev.stowage.cluster.walk;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Many walks, one for each seed.
public final class Exploration {

    /// Steps of a walk where nobody says how many.
    public static final int USUAL_STEPS = 60;

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int TRIES = 60;

    private final Path work;
    private final Disguise disguise;
    private final PrintWriter out;
    private int walks;

    /// @param out is told of every walk
    public Exploration(Path work, Disguise disguise, PrintWriter out) {
        this.work = work;
        this.disguise = disguise;
        this.out = out;
    }

    /// A directory in memory where there is such a thing: walks sync all the time.
    public static Path directory() throws IOException {
        return Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "stowage-walks-")
                : Files.createTempDirectory("stowage-walks-");
    }

    /// Takes walks of the seeds that follow each other.
    ///
    /// @param enough after which no further walk begins
    /// @return for every walk that broke a promise the seed, the promise, and the steps that break
    ///   it, as few as were found
    public List<String> explore(long firstSeed, int seeds, int steps, Duration enough)
            throws InterruptedException {
        List<String> failures = new ArrayList<>();
        long end = System.nanoTime() + enough.toNanos();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            if (System.nanoTime() - end > 0) {
                out.printf("%d of %d walks were taken%n", seed - firstSeed, seeds);
                break;
            }
            Script script = Script.of(seed, steps);
            Optional<String> broken = walk(script);
            out.printf("seed %d: %s%n", seed, broken.orElse("nothing is wrong"));
            out.flush();
            if (broken.isPresent()) {
                failures.add(describe(script, broken.get()));
            }
        }
        return failures;
    }

    /// Takes one walk.
    public Optional<String> walk(Script script) throws InterruptedException {
        return Walk.take(script, work.resolve("walk-" + walks++), disguise);
    }

    private String describe(Script script, String broken) throws InterruptedException {
        Shrinking shrinking = new Shrinking(this::walk, TRIES);
        Script shorter = shrinking.shrink(script);
        StringBuilder text =
                new StringBuilder(
                        "seed %d, %d suppliers, an account of %d: %s%n%d of its %d steps break a promise:%n"
                                .formatted(
                                        script.seed(),
                                        script.suppliers(),
                                        script.width(),
                                        broken,
                                        shorter.steps().size(),
                                        script.steps().size()));
        shorter.steps().forEach(step -> text.append("  ").append(step).append('\n'));
        return text.append(shrinking.broken().orElse(broken)).toString();
    }
}
