package dev.stowage.verification.benchmarks.machine;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a benchmark prints: where it ran, its tables, and at the end which targets were met.
public final class Printout {

    private static final double BUSY = 0.5;

    private final PrintWriter out;
    private final List<String> missed = new ArrayList<>();
    private int met;

    public Printout(PrintWriter out) {
        this.out = out;
    }

    /// Says where it runs.
    ///
    /// @param directory on the disk that is measured
    public void machine(Path directory) {
        say("JVM        %s", Machine.jvm());
        say("processor  %s", Machine.processor());
        say("disk       %s", Machine.disk(directory));
        if (Machine.load() > BUSY * Machine.processors()) {
            say("load       %.1f: others are working here, figures are no good", Machine.load());
        }
    }

    /// Prints a line, shown at once.
    public void say(String line, Object... values) {
        out.printf(line + "%n", values);
        out.flush();
    }

    /// Notes whether a target was met.
    ///
    /// @param wanted as text
    /// @param reached as text
    /// @return what a table says of it
    public String judge(String what, String wanted, String reached, boolean isMet) {
        if (isMet) {
            met++;
            return wanted + ": met";
        }
        missed.add("%s: %s wanted, %s reached".formatted(what, wanted, reached));
        return wanted + ": MISSED";
    }

    /// Says which targets were met.
    public void summary() {
        say("%ntargets: %d met, %d missed", met, missed.size());
        missed.forEach(each -> say("  %s", each));
    }
}
