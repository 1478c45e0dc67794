package dev.stowage.verification.benchmarks.account;

import dev.stowage.verification.benchmarks.machine.Printout;

/// Prints figures, as tables that are also Markdown.
final class Report {

    private final Printout out;

    Report(Printout out) {
        this.out = out;
    }

    /// Begins a table.
    void table(String title) {
        out.say("%n%s%n", title);
        row("what", "figure", "wanted");
        out.say("|---|--:|---|");
    }

    void fact(String what, double figure, String unit) {
        row(what, text(figure, unit), "");
    }

    /// A figure that should be less than something.
    void less(String what, double figure, String unit, double limit) {
        String wanted = "less than " + text(limit, unit);
        String reached = text(figure, unit);
        row(what, reached, out.judge(what, wanted, reached, figure < limit));
    }

    private static String text(double figure, String unit) {
        return (figure < 100 ? "%.2f %s" : "%,.0f %s").formatted(figure, unit);
    }

    private void row(String what, String figure, String wanted) {
        out.say("| %-48s | %16s | %-30s |", what, figure, wanted);
    }
}
