package dev.stowage.supplier.store;

import dev.stowage.supplier.store.LogSpace.FileUse;
import java.util.ArrayList;
import java.util.List;

/// Which files are compacted next: neighbours, so that the one in their place takes their place in
/// the order too.
///
/// @param rollBytes of a full file
/// @param livingPercent a file of which less is needed is due
record CompactionChoice(long rollBytes, int livingPercent) {

    /// A file below a quarter of the usual length is small; so many neighbours are joined.
    private static final int SMALL = 4;

    /// Chooses the neighbours of which the most is dead; if there are none, small ones.
    ///
    /// @param sealed in their order
    /// @return none if nothing is due
    List<FileUse> choose(List<FileUse> sealed) {
        List<FileUse> best = List.of();
        for (int first = 0; first < sealed.size(); first++) {
            List<FileUse> run = run(sealed, first);
            boolean isWorthIt = !run.isEmpty() && (isDue(run.getFirst()) || run.size() >= SMALL);
            if (isWorthIt && (best.isEmpty() || dead(run) > dead(best))) {
                best = run;
            }
        }
        return best;
    }

    /// As many neighbours as one file can take the place of.
    private List<FileUse> run(List<FileUse> sealed, int first) {
        List<FileUse> run = new ArrayList<>();
        long bytes = 0;
        for (FileUse file : sealed.subList(first, sealed.size())) {
            bytes += file.living();
            boolean goes = !file.damaged() && (isDue(file) || isSmall(file));
            if (!goes || (!run.isEmpty() && bytes > rollBytes)) {
                return run;
            }
            run.add(file);
        }
        return run;
    }

    private boolean isDue(FileUse file) {
        long after = CompactionCopy.bytes(file.living(), 1);
        return file.tainted() || file.living() == 0 || after * 100 < file.size() * livingPercent;
    }

    private boolean isSmall(FileUse file) {
        return file.size() < rollBytes / SMALL;
    }

    private static long dead(List<FileUse> run) {
        return run.stream().mapToLong(file -> file.size() - file.living()).sum();
    }
}
