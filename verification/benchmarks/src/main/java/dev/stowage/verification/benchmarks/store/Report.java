package dev.stowage.verification.benchmarks.store;

import dev.stowage.verification.benchmarks.machine.Printout;
import dev.stowage.verification.benchmarks.race.Speeds;
import java.util.List;

/// Prints what was found, as tables that are also Markdown.
final class Report {

    private static final double GB = 1e9;

    private final Printout out;

    Report(Printout out) {
        this.out = out;
    }

    /// Begins a table of heats.
    void heats(String title) {
        out.say("%n%s; ~ where rounds differed much%n", title);
        row("work", "by", "MB/s", "records/s", "Stowage x", "wanted");
        out.say("|---|---|--:|--:|--:|---|");
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
                            : out.judge(
                                    work + ", x " + yardstick.entrant().name(),
                                    "%.2f".formatted(yardstick.least()),
                                    "%.2f".formatted(ratio),
                                    ratio >= yardstick.least()));
        }
    }

    /// Prints how a store starts.
    void starts(Starts starts) {
        out.say("%nA store of %,d records of 2 KiB, opened in a fresh JVM%n", starts.records());
        fact("what", "figure", "wanted");
        out.say("|---|--:|---|");
        most("start after kill -9", "s", median(starts.unclean()), 5);
        most("start after a clean stop", "s", median(starts.clean()), 1);
        most("heap for each record", "bytes", starts.bytesPerRecord(), 64);
        fact("heap whatever the records", "%.1f MB".formatted(starts.fixedBytes() / 1e6), "");
    }

    private void most(String what, String unit, double figure, double most) {
        String found = "%.2f %s".formatted(figure, unit);
        fact(
                what,
                found,
                out.judge(what, "at most %.0f %s".formatted(most, unit), found, figure <= most));
    }

    private static double median(List<Double> seconds) {
        return new Speeds(seconds).median();
    }

    private void row(String... cells) {
        out.say("| %-26s | %-30s | %7s | %9s | %9s | %-12s |", (Object[]) cells);
    }

    private void fact(String... cells) {
        out.say("| %-26s | %14s | %-22s |", (Object[]) cells);
    }
}
