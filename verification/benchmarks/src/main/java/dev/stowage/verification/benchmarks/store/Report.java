package dev.stowage.verification.benchmarks.store;

import dev.stowage.verification.benchmarks.machine.Machine;
import dev.stowage.verification.benchmarks.race.Speeds;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Prints what was found, as tables that are also Markdown.
final class Report {

    private static final double BUSY = 0.5;
    private static final double GB = 1e9;

    private final PrintWriter out;
    private final List<String> missed = new ArrayList<>();
    private int met;

    Report(PrintWriter out) {
        this.out = out;
    }

    void machine(Path directory) {
        say("JVM        %s", Machine.jvm());
        say("processor  %s", Machine.processor());
        say("disk       %s", Machine.disk(directory));
        if (Machine.load() > BUSY * Machine.processors()) {
            say("load       %.1f: others are working here, figures will be low", Machine.load());
        }
    }

    /// Begins a table of heats.
    void heats(String title) {
        say("%n%s; ~ where rounds differed much%n", title);
        row("work", "by", "MB/s", "records/s", "Stowage x", "wanted");
        out.println("|---|---|--:|--:|--:|---|");
        out.flush();
    }

    /// Prints a heat: our store first, then whom it is compared with.
    void heat(String work, long recordBytes, List<Yardstick> entered, List<Speeds> speeds) {
        Speeds ours = speeds.getFirst();
        for (int i = 0; i < entered.size(); i++) {
            Yardstick yardstick = entered.get(i);
            Speeds found = speeds.get(i);
            double ratio = ours.ratioTo(found);
            row(
                    work,
                    yardstick.entrant().name(),
                    "%.0f%s".formatted(found.median() * 1000, found.areSteady() ? "" : "~"),
                    "%.0f".formatted(found.median() * GB / recordBytes),
                    i == 0 ? "" : "%.2f".formatted(ratio),
                    yardstick.least() == 0
                            ? ""
                            : verdict(
                                    work + ", x " + yardstick.entrant().name(),
                                    "%.2f".formatted(yardstick.least()),
                                    "%.2f".formatted(ratio),
                                    ratio >= yardstick.least()));
        }
        out.flush();
    }

    /// Prints how a store starts.
    void starts(Starts starts) {
        say("%nA store of %,d records of 2 KiB, opened in a fresh JVM%n", starts.records());
        fact("what", "figure", "wanted");
        out.println("|---|--:|---|");
        most("start after kill -9", "s", median(starts.unclean()), 5);
        most("start after a clean stop", "s", median(starts.clean()), 1);
        most("heap for each record", "bytes", starts.bytesPerRecord(), 64);
        fact("heap whatever the records", "%.1f MB".formatted(starts.fixedBytes() / 1e6), "");
        out.flush();
    }

    private void most(String what, String unit, double figure, double most) {
        String found = "%.2f %s".formatted(figure, unit);
        fact(
                what,
                found,
                verdict(what, "at most %.0f %s".formatted(most, unit), found, figure <= most));
    }

    void summary() {
        say("%ntargets: %d met, %d missed", met, missed.size());
        missed.forEach(each -> say("  %s", each));
    }

    private String verdict(String what, String wanted, String reached, boolean isMet) {
        if (isMet) {
            met++;
            return wanted + ": met";
        }
        missed.add("%s: %s wanted, %s reached".formatted(what, wanted, reached));
        return wanted + ": MISSED";
    }

    private static double median(List<Double> seconds) {
        return new Speeds(seconds).median();
    }

    private void row(String... cells) {
        out.printf("| %-26s | %-30s | %7s | %9s | %9s | %-12s |%n", (Object[]) cells);
    }

    private void fact(String... cells) {
        out.printf("| %-26s | %14s | %-22s |%n", (Object[]) cells);
    }

    private void say(String line, Object... values) {
        out.printf(line + "%n", values);
        out.flush();
    }
}
