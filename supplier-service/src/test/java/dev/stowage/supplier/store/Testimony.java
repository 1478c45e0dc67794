package dev.stowage.supplier.store;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.trial.SampleAccount;
import java.util.List;
import java.util.Optional;

/// All that a store tells of an account, in words that can be compared.
final class Testimony {

    private Testimony() {}

    /// @param records that it is asked for, whether it has them or not
    static String of(LogStore store, SampleAccount account, List<FragmentRecord> records) {
        StringBuilder told = new StringBuilder();
        for (FragmentRecord record : records) {
            told.append("block ").append(record.header().address().block()).append(": ");
            told.append(outcome(store, record)).append('\n');
        }
        Optional<Long> version = store.newest(account.number()).map(head -> head.head().version());
        return told.append(store.usage().of(account.number()))
                .append(" bytes, of all %d".formatted(store.usage().total()))
                .append(" in %d records, head %s".formatted(store.usage().records(), version))
                .append(", trash %s".formatted(trash(store, account)))
                .append(", log %d".formatted(store.usage().log()))
                .append(", headers %d".formatted(store.usage().headers()))
                .append(", dead %d".formatted(store.usage().dead()))
                .append(", damaged %d".formatted(store.recovery().damaged()))
                .toString();
    }

    private static String trash(LogStore store, SampleAccount account) {
        return "%d bytes in %d records: %s"
                .formatted(
                        store.usage().trash(),
                        store.usage().trashRecords(),
                        store
                                .inventory()
                                .trash(account.number(), SampleAccount.LAYOUT.group(), null, 1_000)
                                .stream()
                                .map(each -> each.id().address().block().toString())
                                .toList());
    }

    private static String outcome(LogStore store, FragmentRecord record) {
        FetchOutcome outcome =
                store.fetch(
                        new WantedRecord(record.header().address(), record.header().position(), 3));
        boolean isAnother =
                outcome instanceof FetchOutcome.Intact(FragmentRecord found)
                        && !found.header().equals(record.header());
        return isAnother ? "another" : outcome.getClass().getSimpleName();
    }
}
