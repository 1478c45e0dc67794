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

    /// Stores a batch durably, or none of it. A record that is there already is kept as it is; one
    /// that has decayed is replaced.
    ///
    /// @param account all records are of it
    /// @param quota bytes of padded ciphertext that the account may use, exactly
    /// @throws dev.stowage.protocol.fault.Fault `quota-exceeded`, `already-exists` (another record
    ///   has this address and position), `disk-full`, `busy`, `volume-failed`
    StoreAnswer store(AccountNumber account, List<FragmentRecord> batch, long quota);

    /// Fetches one record with the chosen fragments; every byte that comes back has its checksum
    /// right.
    FetchOutcome fetch(WantedRecord wanted);

    /// Keeps a head durably if it is newer than the one at hand.
    ///
    /// @return the version of the newest head
    /// @throws dev.stowage.protocol.fault.Fault `disk-full`, `busy`, `volume-failed`
    long keep(CountersignedHead head);

    /// The newest head that was kept.
    Optional<CountersignedHead> newest(AccountNumber account);

    /// What accounts use: a live view.
    Usage usage();

    /// Finishes what was accepted, then accepts nothing more.
    @Override
    void close();
}
