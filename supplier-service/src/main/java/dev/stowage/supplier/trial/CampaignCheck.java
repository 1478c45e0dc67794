package dev.stowage.supplier.trial;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.store.Inventory;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.StoredRecord;
import dev.stowage.supplier.store.Usage;
import dev.stowage.supplier.trial.BatchFate.Fate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Looks what a store holds after a crash, and whether that is possible.
final class CampaignCheck {

    private static final int ALL = 10_000;

    private final List<BatchFate> batches;
    private final List<String> violations = new ArrayList<>();

    CampaignCheck(List<BatchFate> batches) {
        this.batches = batches;
    }

    /// Every promise that was broken.
    List<String> violations() {
        return violations;
    }

    /// Looks at every batch: it is there, in the trash or nowhere, as a whole, and so it stays.
    void fates(LogStore store) {
        Set<RecordId> living = new HashSet<>();
        Set<RecordId> trash = new HashSet<>();
        Inventory inventory = store.inventory();
        inventory
                .living(SampleAccount.CAMPAIGNER.number(), SampleAccount.LAYOUT.group(), null, ALL)
                .forEach(each -> living.add(each.id()));
        inventory
                .trash(SampleAccount.CAMPAIGNER.number(), SampleAccount.LAYOUT.group(), null, ALL)
                .stream()
                .map(StoredRecord::id)
                .forEach(trash::add);
        for (BatchFate batch : batches) {
            Set<Fate> fates = new HashSet<>();
            for (FragmentRecord record : batch.records()) {
                fates.add(fate(store, record, living, trash));
            }
            String expected = batch.toString();
            if (fates.size() > 1) {
                violations.add("%s is there by halves: %s".formatted(expected, fates));
            } else if (!batch.isSeen(fates.iterator().next())) {
                violations.add("%s is %s".formatted(expected, fates));
            }
        }
        if (store.recovery().damaged() > 0) {
            violations.add("a torn write was taken for decay");
        }
    }

    private Fate fate(
            LogStore store, FragmentRecord record, Set<RecordId> living, Set<RecordId> trash) {
        RecordId id = RecordId.of(record);
        boolean isThere = isThere(store, record);
        if (isThere != living.contains(id) || (isThere && trash.contains(id))) {
            violations.add("the inventory does not tell the truth of %s".formatted(id));
        }
        return isThere ? Fate.LIVING : trash.contains(id) ? Fate.IN_TRASH : Fate.ABSENT;
    }

    private boolean isThere(LogStore store, FragmentRecord record) {
        WantedRecord wanted =
                new WantedRecord(record.header().address(), record.header().position(), ~0);
        return switch (store.fetch(wanted)) {
            case FetchOutcome.Intact(FragmentRecord found) -> {
                if (!found.toBuffers().equals(record.toBuffers())) {
                    violations.add("a record came back with other bytes");
                }
                yield true;
            }
            case FetchOutcome.Missing _ -> false;
            case FetchOutcome.Corrupt _ -> {
                violations.add("a record came back corrupt");
                yield true;
            }
        };
    }

    /// Compares what the store says that it uses with what it must use, now that all is compacted.
    void usage(LogStore store, CrashDisk disk) {
        Usage usage = store.usage();
        expect("bytes used", padded(Fate.LIVING), usage.of(SampleAccount.CAMPAIGNER.number()));
        expect("bytes in the trash", padded(Fate.IN_TRASH), usage.trash());
        long log = usage.total() + usage.trash() + usage.headers() + usage.dead();
        expect("bytes of the log", bytesOfLogs(disk), log);
    }

    private long padded(Fate fate) {
        return batches.stream()
                .filter(batch -> batch.isSurely(fate))
                .mapToLong(BatchFate::padded)
                .sum();
    }

    private static long bytesOfLogs(CrashDisk disk) {
        return disk.list().stream()
                .filter(name -> name.endsWith(".log"))
                .mapToLong(name -> disk.content(name).length)
                .sum();
    }

    private void expect(String what, long truth, long said) {
        if (truth != said) {
            violations.add("%s: %d in truth, %d are said to be".formatted(what, truth, said));
        }
    }

    /// @param kept version of the newest head that was acknowledged
    /// @return the version of the one that is there
    long head(LogStore store, long kept) {
        long version =
                store.newest(SampleAccount.CAMPAIGNER.number())
                        .map(each -> each.head().version())
                        .orElse(0L);
        if (version < kept) {
            violations.add("head %d was acknowledged, %d is there".formatted(kept, version));
        }
        return version;
    }
}
