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

    /// Rows that follow each other.
    ///
    /// @param from key of the first one; empty if there is none
    record Portion(String from, int count) {

        List<Row> rows(Catalogue catalogue) {
            List<Row> rows = new ArrayList<>(count);
            Iterator<Row> following = catalogue.rows(from);
            while (rows.size() < count) {
                rows.add(following.next());
            }
            return rows;
        }
    }

    /// All portions, at least one. Of a very large catalogue they are larger, lest they become too
    /// many.
    static List<Portion> of(Catalogue catalogue, int bytes) {
        long total = 0;
        Iterator<Row> all = catalogue.rows("");
        while (all.hasNext()) {
            total += all.next().changeLength();
        }
        return cut(catalogue, Math.max(bytes, total / (Outlook.MAX_STRETCHES / 2)));
    }

    private static List<Portion> cut(Catalogue catalogue, long bytes) {
        List<Portion> portions = new ArrayList<>();
        String from = "";
        int count = 0;
        long length = 0;
        Iterator<Row> all = catalogue.rows("");
        while (all.hasNext()) {
            Row row = all.next();
            if (length >= bytes) {
                portions.add(new Portion(from, count));
                from = row.key();
                count = 0;
                length = 0;
            }
            count++;
            length += row.changeLength();
        }
        portions.add(new Portion(from, count));
        return portions;
    }
}
