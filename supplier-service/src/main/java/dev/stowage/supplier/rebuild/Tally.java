package dev.stowage.supplier.rebuild;

import dev.stowage.protocol.placement.RebuildProgress;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far one rebuild is. Safe for several threads.
final class Tally {

    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);
    private static final int MOST_LINES = 20;

    private final RebuildMeters meters;
    private final LongAdder wanted = new LongAdder();
    private final LongAdder rebuilt = new LongAdder();
    private final LongAdder impossible = new LongAdder();
    private final LongAdder bytesRebuilt = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private @Nullable String trouble;
    private int lines;

    Tally(RebuildMeters meters) {
        this.meters = meters;
    }

    void wanted(long records) {
        wanted.add(records);
    }

    void read(long bytes) {
        bytesRead.add(bytes);
        meters.read(bytes);
    }

    void rebuilt(long records, long bytes) {
        rebuilt.add(records);
        bytesRebuilt.add(bytes);
        meters.rebuilt(records, bytes);
    }

    /// Records that cannot be had, or not now.
    void impossible(long records, String why) {
        impossible.add(records);
        meters.impossible(records);
        trouble(why);
    }

    /// What stands in the way: placement is told the first, the log some more.
    synchronized void trouble(String what) {
        if (trouble == null) {
            trouble = what;
        }
        if (lines < MOST_LINES) {
            LOG.warn("{}", what);
        } else if (lines == MOST_LINES) {
            LOG.warn("there is more of this kind, which is not logged");
        }
        lines++;
    }

    long rebuilt() {
        return rebuilt.sum();
    }

    synchronized RebuildProgress progress(boolean ended) {
        String told = trouble;
        return new RebuildProgress(
                wanted.sum(),
                rebuilt.sum(),
                impossible.sum(),
                bytesRebuilt.sum(),
                bytesRead.sum(),
                ended,
                told == null
                        ? null
                        : told.substring(0, Math.min(told.length(), RebuildProgress.MAX_TROUBLE)));
    }
}
