package dev.stowage.cluster.writers;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A client of one of the services: one request after the other, each at random.
final class Writer {

    private static final int SMALL = 64 << 10;
    private static final int LARGE = 300 << 10;
    private static final int LARGEST = 1 << 20;
    private static final long PAUSE_MILLIS = 20;

    private final Replica replica;
    private final String name;
    private final List<String> paths;
    private final Recorder recorder;
    private final SplittableRandom random;

    Writer(
            Replica replica,
            int number,
            List<String> paths,
            Recorder recorder,
            SplittableRandom random) {
        this.replica = replica;
        this.name = replica.name() + "/" + number;
        this.paths = paths;
        this.recorder = recorder;
        this.random = random;
    }

    void writeUntil(BooleanSupplier over) throws InterruptedException {
        while (!over.getAsBoolean()) {
            Optional<Answer> answer = recorder.send(name, replica.url(), next());
            if (answer.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private Request next() {
        String path = paths.get(random.nextInt(paths.size()));
        int choice = random.nextInt(100);
        if (choice < 24) {
            return new Request.Put(path, content(), new Condition.None());
        }
        if (choice < 38) {
            return new Request.Put(path, content(), ifUnchanged(path));
        }
        if (choice < 46) {
            return new Request.Put(path, content(), new Condition.IfAbsent());
        }
        if (choice < 54) {
            return new Request.Delete(path, new Condition.None());
        }
        if (choice < 60) {
            return new Request.Delete(path, ifUnchanged(path));
        }
        if (choice < 82) {
            return new Request.Get(path);
        }
        if (choice < 90) {
            return new Request.Head(path);
        }
        String folder = path.substring(0, path.indexOf('/'));
        return new Request.Listing(choice < 96 ? folder : "");
    }

    /// Of a version that was there lately.
    private Condition ifUnchanged(String path) {
        return recorder.tagOf(path)
                .<Condition>map(Condition.IfTag::new)
                .orElseGet(Condition.IfAbsent::new);
    }

    /// Small ones of all orders of magnitude; now and then one of several blocks.
    private Content content() {
        int size =
                random.nextInt(25) == 0
                        ? random.nextInt(LARGE, LARGEST)
                        : (int) Math.pow(SMALL, random.nextDouble());
        return Content.of(recorder.nextWrite(), size);
    }
}
