package dev.stowage.cluster.check;

import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.trial.CrashCampaign;
import dev.stowage.supplier.trial.TrialLedger;
import dev.stowage.supplier.trial.TrialWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Crashes a supplier's record store and looks what it kept: a process that stores is killed, and a
/// disk that forgets what was not synced loses its power.
///
/// One seed of a kill decides what is stored and the moment; all kills hit the same directory, so
/// that rolls and recoveries pile up. One seed of a power loss is a life of its own.
final class CrashCheck {

    /// Where nobody says how many.
    static final int USUAL_KILLS = 500;

    static final int USUAL_LOSSES = 2000;

    private static final int LOSSES_A_KILL = USUAL_LOSSES / USUAL_KILLS;
    private static final int KILLS_A_LINE = 25;
    private static final int LOSSES_A_LINE = 250;
    private static final long LATEST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LATEST_WHILE_OPENING_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    private final Path records;
    private final PrintWriter out;

    CrashCheck(Path work, PrintWriter out) {
        this.records = work.resolve("records");
        this.out = out;
    }

    /// So many kills belong to so many power losses.
    static int kills(int losses) {
        return Math.ceilDiv(losses, LOSSES_A_KILL);
    }

    /// @return every promise that was broken, one line each; none if all is well
    List<String> run(long firstSeed, int kills, int losses)
            throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>(kill(firstSeed, kills));
        failures.addAll(losePower(firstSeed, losses));
        return failures;
    }

    private List<String> kill(long firstSeed, int kills) throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        TrialLedger ledger = new TrialLedger(new SplittableRandom(firstSeed));
        Files.createDirectories(records);
        int told = 0;
        for (int kill = 1; kill <= kills; kill++) {
            long seed = firstSeed + kill - 1;
            SplittableRandom random = new SplittableRandom(seed);
            try {
                ledger.begin(seed);
                storeUntilKilled(seed, random, ledger);
                // Now and then the next process finds what several kills have left.
                if (kill == kills || random.nextInt(3) > 0) {
                    failures.addAll(verify(seed, ledger, kill == kills));
                }
            } catch (IOException | RuntimeException unexpected) {
                failures.add("kill, seed %d: %s".formatted(seed, unexpected));
                return failures;
            }
            failures.stream().skip(told).forEach(each -> say("%s", each));
            told = failures.size();
            if (kill % KILLS_A_LINE == 0 || kill == kills) {
                say(
                        "%d of %d kills: %d batches acknowledged, %d log files, %d promises broken",
                        kill, kills, ledger.acknowledged(), countFiles(), failures.size());
            }
        }
        return failures;
    }

    private void storeUntilKilled(long seed, SplittableRandom random, TrialLedger ledger)
            throws IOException, InterruptedException {
        boolean whileOpening = random.nextInt(8) == 0;
        long told = whileOpening ? 1 : 2 + random.nextInt(2 * TrialWriter.BATCHES + 1);
        long latest = whileOpening ? LATEST_WHILE_OPENING_NANOS : LATEST_NANOS;
        try (StoreProcess process = StoreProcess.start(records, seed)) {
            for (long line = 0; line < told; line++) {
                ledger.hear(process.next());
            }
            process.kill(random.nextLong(latest), ledger::hear);
        }
    }

    private List<String> verify(long seed, TrialLedger ledger, boolean all) throws IOException {
        try (LogStore store = StoreUntilKilledCommand.open(records)) {
            List<String> failures = new ArrayList<>();
            if (store.recovery().damaged() > 0) {
                failures.add("what was being written was taken for decay");
            }
            failures.addAll(all ? ledger.verifyAll(store) : ledger.verify(store));
            return failures.stream().map(each -> "kill, seed " + seed + ": " + each).toList();
        }
    }

    private int countFiles() throws IOException {
        try (Stream<Path> files = Files.list(records)) {
            return (int) files.filter(file -> file.toString().endsWith(".log")).count();
        }
    }

    private List<String> losePower(long firstSeed, int losses) throws InterruptedException {
        List<String> failures = new ArrayList<>();
        for (int loss = 1; loss <= losses; loss++) {
            long seed = firstSeed + loss - 1;
            failures.addAll(losePower(seed));
            if (loss % LOSSES_A_LINE == 0 || loss == losses) {
                say("%d of %d power losses, %d promises broken", loss, losses, failures.size());
            }
        }
        return failures;
    }

    private static List<String> losePower(long seed) throws InterruptedException {
        try {
            return new CrashCampaign(seed, UnaryOperator.identity())
                    .run().stream().map(each -> "power loss, seed " + seed + ": " + each).toList();
        } catch (IOException | RuntimeException unexpected) {
            return List.of("power loss, seed " + seed + ": " + unexpected);
        }
    }

    private void say(String line, Object... values) {
        out.printf(line + "%n", values);
        out.flush();
    }
}
