package dev.stowage.verification.benchmarks.erasure;

import dev.stowage.erasure.kernel.Kernel;
import dev.stowage.verification.benchmarks.machine.Machine;
import dev.stowage.verification.benchmarks.race.Speeds;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Prints what was found, as tables that are also Markdown.
final class Report {

    private static final double BUSY = 0.5;

    private final PrintWriter out;
    private final List<Integer> skipped = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    Report(PrintWriter out) {
        this.out = out;
    }

    void machine(boolean withIsal) {
        say("JVM        %s", Machine.jvm());
        say("processor  %s", Machine.processor());
        say(
                "kernel     %s is what services use here, of %s",
                Kernel.preferred(),
                Kernel.available().stream().map(Kernel::name).collect(Collectors.joining(", ")));
        say(
                "ISA-L      %s",
                withIsal
                        ? Isal.file()
                        : "not installed (Debian: apt-get install libisal2): no ratios to it");
        if (Machine.load() > BUSY * Machine.processors()) {
            say("load       %.1f: others are working here, figures will be low", Machine.load());
        }
    }

    /// Notes that we have no code with K data fragments.
    void skipped(int k) {
        skipped.add(k);
    }

    /// Begins a table of races.
    void races(String title) {
        say(
                "%n%s: GB/s, 10^9 bytes of K fragments in a second; ~ where rounds differed much%n"
                        + "lost: suppliers; reads: fragments, on average%n",
                title);
        row(
                "operation",
                "K",
                "block",
                "coder",
                "lost",
                "reads",
                "unpadded",
                "padded",
                "heap",
                "x ISA-L",
                "target");
        out.println("|---|--:|--:|---|--:|--:|--:|--:|--:|--:|---|");
    }

    /// Prints a race and judges it.
    void race(Outcome outcome) {
        for (Coder coder : outcome.coders().all()) {
            List<Verdict> found = Verdict.on(outcome, coder);
            verdicts.addAll(found);
            row(outcome, coder, found);
        }
        out.flush();
    }

    private void row(Outcome outcome, Coder coder, List<Verdict> found) {
        Case raced = outcome.raced();
        row(
                raced.operation().toString(),
                Integer.toString(raced.k()),
                BlockSize.text(raced.blockBytes()),
                coder.name(),
                Integer.toString(raced.lost(coder.family())),
                fragments(outcome.fragmentsRead(coder)),
                text(outcome.speeds(coder, Placement.UNPADDED)),
                text(outcome.speeds(coder, Placement.PADDED)),
                text(outcome.speeds(coder, Placement.HEAP)),
                text(outcome.ratio(coder, outcome.coders().isal())),
                found.stream().map(Verdict::text).collect(Collectors.joining("; ")));
    }

    /// Begins a table of races by several threads.
    void threadRaces(int threads) {
        say("%nBlocks in parallel: GB/s%n");
        threadsRow("operation", "K", "block", "coder", "1 thread", threads + " threads", "scaling");
        out.println("|---|--:|--:|---|--:|--:|--:|");
    }

    void threadRace(Outcome outcome, int threads) {
        Case raced = outcome.raced();
        for (Coder coder : outcome.coders().all()) {
            Optional<Speeds> one = outcome.best(coder, raced.operation(), 1);
            Optional<Speeds> many = outcome.best(coder, raced.operation(), threads);
            if (many.isPresent()) {
                threadsRow(
                        raced.operation().toString(),
                        Integer.toString(raced.k()),
                        BlockSize.text(raced.blockBytes()),
                        coder.name(),
                        text(one),
                        text(many),
                        text(Outcome.ratio(many, one)));
            }
        }
        out.flush();
    }

    void summary() {
        if (!skipped.isEmpty()) {
            say("%nnot measured, for there is no such code: K = %s", skipped);
        }
        say(
                "%ntargets: %d met, %d missed, %d not measured",
                count(Verdict::isMet),
                count(Verdict::isMissed),
                count(verdict -> verdict.reached().isEmpty()));
        verdicts.stream()
                .filter(Verdict::isMissed)
                .forEach(
                        verdict ->
                                say(
                                        "  %s, %s: %s",
                                        verdict.raced(), verdict.coder().name(), verdict.text()));
    }

    private long count(Predicate<Verdict> chosen) {
        return verdicts.stream().filter(chosen).count();
    }

    private static String text(Optional<Speeds> speeds) {
        return speeds.map(found -> "%.2f%s".formatted(found.median(), found.areSteady() ? "" : "~"))
                .orElse("");
    }

    private static String text(OptionalDouble ratio) {
        return ratio.isPresent() ? "%.2f".formatted(ratio.getAsDouble()) : "";
    }

    private static String fragments(double count) {
        return count == Math.rint(count) ? "%.0f".formatted(count) : "%.1f".formatted(count);
    }

    private void row(String... cells) {
        out.printf(
                "| %-11s | %5s | %7s | %-22s | %5s | %5s | %8s | %8s | %8s | %7s | %s |%n",
                (Object[]) cells);
    }

    private void threadsRow(String... cells) {
        out.printf("| %-11s | %5s | %7s | %-22s | %9s | %9s | %7s |%n", (Object[]) cells);
    }

    private void say(String line, Object... values) {
        out.printf(line + "%n", values);
        out.flush();
    }
}
