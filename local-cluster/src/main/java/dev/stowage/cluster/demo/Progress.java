package dev.stowage.cluster.demo;

import java.io.PrintWriter;
import java.time.Duration;

/// One line that fills as bytes go by. Safe for several threads.
final class Progress {

    private static final int WIDTH = 30;
    private static final long REDRAWN_NANOS = Duration.ofMillis(100).toNanos();

    private final PrintWriter out;
    private final String what;
    private final long total;
    private final boolean redraws;
    private final long start = System.nanoTime();
    private long done;
    private long drawnAt = start;

    /// @param redraws whether a person looks on; else the end is told only
    Progress(PrintWriter out, String what, long total, boolean redraws) {
        this.out = out;
        this.what = what;
        this.total = total;
        this.redraws = redraws;
    }

    synchronized void add(long bytes) {
        done += bytes;
        long now = System.nanoTime();
        if (redraws && now - drawnAt > REDRAWN_NANOS) {
            drawnAt = now;
            out.print("\r" + line());
            out.flush();
        }
    }

    /// Ends the line.
    ///
    /// @return how long it took, in seconds
    synchronized double finish() {
        out.println((redraws ? "\r" : "") + line());
        out.flush();
        return seconds();
    }

    private String line() {
        int filled = total == 0 ? WIDTH : (int) (WIDTH * done / total);
        return "%-9s [%s%s] %s, %.1f s, %.0f MB/s "
                .formatted(
                        what,
                        "#".repeat(filled),
                        ".".repeat(WIDTH - filled),
                        Report.bytes(done),
                        seconds(),
                        done / 1e6 / seconds());
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
