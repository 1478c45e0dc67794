package dev.stowage.cluster.demo;

import dev.stowage.cluster.demo.Holders.Holder;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the demonstration tells.
final class Report {

    private static final int MOST_HOLDERS = 16;
    private static final long KILOBYTE = 1_000;
    private static final long MEGABYTE = 1_000_000;
    private static final long GIGABYTE = 1_000_000_000;

    private final PrintWriter out;
    private final Map<String, String> figures = new LinkedHashMap<>();

    Report(PrintWriter out) {
        this.out = out;
    }

    /// Bytes as people read them, in powers of ten.
    static String bytes(long count) {
        if (count < KILOBYTE) {
            return count + " B";
        }
        if (count < MEGABYTE) {
            return "%.1f KB".formatted((double) count / KILOBYTE);
        }
        return count < GIGABYTE
                ? "%.1f MB".formatted((double) count / MEGABYTE)
                : "%.1f GB".formatted((double) count / GIGABYTE);
    }

    void say(String line, Object... values) {
        out.println(line.formatted(values));
        out.flush();
    }

    /// Where the fragments lie.
    void holders(Holders holders) {
        say(
                "%nfragments lie on %d suppliers, of which any %d may vanish:",
                holders.suppliers().size(), holders.mayVanish());
        List<Holder> shown =
                holders.suppliers().subList(0, Math.min(MOST_HOLDERS, holders.suppliers().size()));
        for (Holder each : shown) {
            say(
                    "  %-32s %5d carrier%s %12s",
                    each.url(),
                    each.carriers(),
                    each.carriers() == 1 ? " " : "s",
                    bytes(each.bytes()));
        }
        int more = holders.suppliers().size() - shown.size();
        if (more > 0) {
            say("  … and %d more", more);
        }
    }

    /// A figure for the last table.
    void note(String name, String value, Object... values) {
        figures.put(name, value.formatted(values));
    }

    void summary() {
        say("");
        figures.forEach((name, value) -> say("  %-28s %s", name, value));
        say("");
    }
}
