package dev.stowage.verification.benchmarks.account;

import dev.stowage.customer.account.OpenAccount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Makes small changes, one after the other, and notes how long each took.
final class Writer {

    private final House house;
    private final OpenAccount account;
    private int written;

    Writer(House house, OpenAccount account) {
        this.house = house;
        this.account = account;
    }

    /// What writing one after the other took.
    ///
    /// @param millis of each change, ascending
    record Waits(List<Double> millis) {

        Waits {
            millis = millis.stream().sorted().toList();
        }

        double median() {
            return millis.get(millis.size() / 2);
        }

        double longest() {
            return millis.getLast();
        }
    }

    /// Changes something as long as it is told to, at least once.
    Waits write(BooleanSupplier goOn) {
        List<Double> millis = new ArrayList<>();
        do {
            long start = System.nanoTime();
            change();
            millis.add((System.nanoTime() - start) / 1e6);
        } while (goOn.getAsBoolean());
        return new Waits(millis);
    }

    /// So many changes.
    Waits write(int changes) {
        int end = written + changes;
        return write(() -> written < end);
    }

    void change() {
        written++;
        house.put(
                account,
                SampleFiles.folder(written) + "/note-%d.txt".formatted(written % 100),
                ("change " + written).getBytes(StandardCharsets.UTF_8));
    }
}
