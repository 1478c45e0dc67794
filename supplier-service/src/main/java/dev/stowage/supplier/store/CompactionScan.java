package dev.stowage.supplier.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What of some log files is needed, found in the index. What changes meanwhile is found as it was
/// before or as it is after, and moved only if it is still there.
final class CompactionScan {

    private static final int PAGE = 1024;

    private final Set<LogName> files;
    private final List<Needed> needed = new ArrayList<>();
    private final List<RecordKey> condemned = new ArrayList<>();

    CompactionScan(LogIndex index, Set<LogName> files) {
        this.files = files;
        index.records().series().values().forEach(this::scan);
        index.heads()
                .forEach(
                        (account, head) ->
                                add(new Subject.OfHead(account, head.version()), head.place()));
        index.facts().forEach(this::add);
        needed.sort(Needed.ORDER);
    }

    /// Entries that are needed, in the order in which they have to stand.
    List<Needed> needed() {
        return needed;
    }

    /// Records in these files whose time in the trash is over.
    List<RecordKey> condemned() {
        return condemned;
    }

    private void scan(Series series) {
        List<Series.Member> page = series.after(null, PAGE);
        while (!page.isEmpty()) {
            page.forEach(this::add);
            page = series.after(page.getLast().key(), PAGE);
        }
    }

    private void add(Series.Member member) {
        Standing standing = member.standing();
        Place place = standing.place();
        if (!standing.condemned()) {
            add(
                    new Subject.OfRecord(member.key(), place.fragmentLength(), place.fragments()),
                    place);
        } else if (files.contains(place.file())) {
            condemned.add(member.key());
        }
        addMark(member.key(), standing, standing.mark());
    }

    private void addMark(RecordKey key, Standing standing, @Nullable LogName mark) {
        if (mark != null && files.contains(mark)) {
            needed.add(
                    Needed.mark(
                            standing.isLiving()
                                    ? new Subject.OfRevival(key)
                                    : new Subject.OfDrop(key, standing.dropped()),
                            mark));
        }
    }

    private void add(Subject subject, Place place) {
        if (files.contains(place.file())) {
            needed.add(new Needed(subject, place));
        }
    }
}
