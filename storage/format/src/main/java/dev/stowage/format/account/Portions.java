package dev.stowage.format.account;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// How a catalogue is cut for a snapshot: what is written and read at once stays small, however
/// many files there are.
final class Portions {

    /// About so many bytes of changes are in one portion.
    static final int BYTES = 4 << 20;

    private Portions() {}

    /// Files that follow each other.
    ///
    /// @param from path of the first one; empty if there is none
    record Portion(String from, int files) {

        List<PackedEntry> entries(Catalogue catalogue) {
            List<PackedEntry> entries = new ArrayList<>(files);
            Iterator<PackedEntry> following = catalogue.packed(from);
            while (entries.size() < files) {
                entries.add(following.next());
            }
            return entries;
        }
    }

    /// All portions, at least one. Of a very large catalogue they are larger, lest they become too
    /// many.
    static List<Portion> of(Catalogue catalogue, int bytes) {
        long total = 0;
        Iterator<PackedEntry> all = catalogue.packed("");
        while (all.hasNext()) {
            total += all.next().changeLength();
        }
        return cut(catalogue, Math.max(bytes, total / (Outlook.MAX_STRETCHES / 2)));
    }

    private static List<Portion> cut(Catalogue catalogue, long bytes) {
        List<Portion> portions = new ArrayList<>();
        String from = "";
        int files = 0;
        long length = 0;
        Iterator<PackedEntry> all = catalogue.packed("");
        while (all.hasNext()) {
            PackedEntry entry = all.next();
            if (length >= bytes) {
                portions.add(new Portion(from, files));
                from = entry.key();
                files = 0;
                length = 0;
            }
            files++;
            length += entry.changeLength();
        }
        portions.add(new Portion(from, files));
        return portions;
    }
}
