package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.WantedRecord;
import java.util.List;
import java.util.Optional;

/// Where a supplier keeps records and heads. What it acknowledges is durable.
///
/// It believes its callers: what is stored has been proved before.
public interface RecordStore extends AutoCloseable {

    /// Records that are dropped or revived at once, at most.
    int MOST_IDS = 16_384;

    /// Stores a batch durably, or none of it. A record that is there already is kept as it is; one
    /// in the trash is revived; one that has decayed is replaced.
    ///
    /// @param account all records are of it
    /// @param quota bytes of padded ciphertext that the account may use, exactly
    /// @throws dev.stowage.protocol.fault.Fault `quota-exceeded`, `number-used` (another record has
    ///   this address and position), `disk-full`, `busy`, `volume-failed`
    StoreAnswer store(AccountNumber account, List<FragmentRecord> batch, long quota);

    /// Fetches one record with the chosen fragments; every byte that comes back has its checksum
    /// right.
    ///
    /// @param memory where the bytes go; the record is a view of it
    FetchOutcome fetch(WantedRecord wanted, RecordMemory memory);

    /// Fetches a record, as [#fetch(WantedRecord, RecordMemory)], into memory of its own.
    default FetchOutcome fetch(WantedRecord wanted) {
        return fetch(wanted, RecordMemory.NEW);
    }

    /// Reads a record anew from the disk, with everything by which it is found again.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `busy` if this thread is interrupted
    Examined examine(RecordId record);

    /// Takes records to the trash durably, all or none. They are not fetched any more, do not count
    /// against a quota, and can come back as long as the trash keeps them; then they are gone.
    ///
    /// @param account all records are of it
    /// @param records up to [#MOST_IDS]; those that are not there, or in the trash already, are
    ///   passed over
    /// @return those that went to the trash
    /// @throws dev.stowage.protocol.fault.Fault `disk-full`, `busy`, `volume-failed`
    Trashed drop(AccountNumber account, List<RecordId> records);

    /// Brings records back from the trash durably, all or none.
    ///
    /// @param account all records are of it
    /// @param records up to [#MOST_IDS]; those that are not in the trash are passed over
    /// @param quota bytes of padded ciphertext that the account may use, exactly
    /// @return those that came back
    /// @throws dev.stowage.protocol.fault.Fault `quota-exceeded`, `disk-full`, `busy`,
    ///   `volume-failed`
    Trashed revive(AccountNumber account, List<RecordId> records, long quota);

    /// Which records there are, living and in the trash: a live view.
    Inventory inventory();

    /// Keeps a head durably if it is newer than the one at hand.
    ///
    /// @return the version of the newest head
    /// @throws dev.stowage.protocol.fault.Fault `disk-full`, `busy`, `volume-failed`
    long keep(CountersignedHead head);

    /// Whether a head of the account is kept, can it be read or not.
    boolean hasHead(AccountNumber account);

    /// The newest head that was kept; empty, too, if it cannot be read.
    Optional<CountersignedHead> newest(AccountNumber account);

    /// What accounts use: a live view.
    Usage usage();

    /// Finishes what was accepted, then accepts nothing more.
    @Override
    void close();
}
