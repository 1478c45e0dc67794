package dev.stowage.verification.benchmarks.account;

import dev.stowage.verification.benchmarks.machine.Machine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Prints what was found, as a table that is also Markdown.
final class Report {

    private static final double BUSY = 0.5;

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
            say("load       %.1f: others are working here, times will be long", Machine.load());
        }
    }

    /// Begins a table.
    void table(String title) {
        say("%n%s%n", title);
        row("what", "figure", "wanted");
        out.println("|---|--:|---|");
        out.flush();
    }

    void fact(String what, double figure, String unit) {
        row(what, text(figure, unit), "");
    }

    /// A figure that should be less than something.
    void less(String what, double figure, String unit, double limit) {
        String wanted = "less than " + text(limit, unit);
        if (figure < limit) {
            met++;
            row(what, text(figure, unit), wanted + ": met");
        } else {
            missed.add("%s: %s wanted, %s reached".formatted(what, wanted, text(figure, unit)));
            row(what, text(figure, unit), wanted + ": MISSED");
        }
    }

    void summary() {
        say("%ntargets: %d met, %d missed", met, missed.size());
        missed.forEach(each -> say("  %s", each));
    }

    void say(String line, Object... values) {
        out.printf(line + "%n", values);
        out.flush();
    }

    private static String text(double figure, String unit) {
        return (figure < 100 ? "%.2f %s" : "%,.0f %s").formatted(figure, unit);
    }

    private void row(String what, String figure, String wanted) {
        out.printf("| %-48s | %16s | %-30s |%n", what, figure, wanted);
        out.flush();
    }
}
