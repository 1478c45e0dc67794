package dev.stowage.customer.download;

import dev.stowage.format.account.FileEntry;
import dev.stowage.format.run.RunReference;
import java.util.ArrayList;
import java.util.List;

/// The bytes of one run that are wanted.
///
/// @param from first byte wanted of the run's plain bytes
/// @param to behind the last one
record Stretch(RunReference run, int from, int to) {

    /// The stretches that hold bytes `start` … `end - 1` of a file, in order.
    static List<Stretch> of(FileEntry file, long start, long end) {
        List<Stretch> stretches = new ArrayList<>();
        long runStart = 0;
        for (RunReference run : file.runs()) {
            long runEnd = runStart + run.plainLength();
            if (runEnd > start && runStart < end) {
                stretches.add(
                        new Stretch(
                                run,
                                (int) Math.max(0, start - runStart),
                                (int) (Math.min(end, runEnd) - runStart)));
            }
            runStart = runEnd;
        }
        return stretches;
    }

    /// Memory to bring it: what suppliers answer, the block made of it, the run's plain bytes.
    long footprint() {
        return 2L * run.block().blockLength() + run.plainLength();
    }

    boolean sharesBlock() {
        return run.storedLength() < run.block().blockLength();
    }
}
