package dev.stowage.transfer.spool;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.transfer.token.AccountAccess;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records that wait for their supplier, durable on local disk and bounded in bytes.
///
/// What is kept stays until it is delivered, whatever happens to this process. To be delivered it
/// needs tokens of its account: they are there while the account is open ([#deliver]).
public final class Spool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final long FRAME_BYTES = 64;

    private final SpoolDirectory directory;
    private final SpoolIndex index;
    private final SpoolCourier courier;
    private final MeterRegistry meters;
    private final Clock clock;

    private Spool(
            SpoolDirectory directory,
            SpoolIndex index,
            SpoolCourier courier,
            MeterRegistry meters,
            Clock clock) {
        this.directory = directory;
        this.index = index;
        this.courier = courier;
        this.meters = meters;
        this.clock = clock;
        Gauge.builder("stowage.spool.bytes", index, SpoolIndex::bytes)
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("stowage.spool.records", index, SpoolIndex::records).register(meters);
    }

    /// Opens the spool in a directory, with what an earlier process left there.
    ///
    /// @param limit the most bytes that wait
    /// @throws UncheckedIOException if the directory cannot be used
    public static Spool open(
            Path path, long limit, SpoolRoute route, MeterRegistry meters, Clock clock) {
        try {
            SpoolDirectory directory = SpoolDirectory.open(path);
            SpoolIndex index = new SpoolIndex(limit);
            directory.scan().forEach(index::add);
            SpoolCourier courier = new SpoolCourier(directory, index, route, meters, clock);
            return new Spool(directory, index, courier, meters, clock);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the spool %s cannot be opened".formatted(path), failure);
        }
    }

    /// Keeps records durably until they can be delivered, even on a thread that is interrupted.
    ///
    /// @param records of one account; copied, so that their memory is free when this returns
    /// @return whether they are kept: not if the spool is full or its disk fails
    public boolean keep(SupplierId supplier, List<FragmentRecord> records) {
        AccountNumber account = records.getFirst().header().address().account();
        long estimate =
                records.stream().mapToLong(FragmentRecord::length).sum()
                        + FRAME_BYTES * records.size();
        if (!index.reserve(estimate)) {
            count("refused", records.size());
            LOG.warn("the spool is full: {} records are left to a rebuild", records.size());
            return false;
        }
        try {
            index.add(writeThroughInterrupts(account, supplier, records));
            count("kept", records.size());
            courier.wake();
            return true;
        } catch (IOException failure) {
            count("refused", records.size());
            LOG.warn("the spool cannot be written: {}", failure.toString());
            return false;
        } finally {
            index.giveBack(estimate);
        }
    }

    /// A process that closes interrupts its threads, and yet these files have to be written.
    private SpoolFile writeThroughInterrupts(
            AccountNumber account, SupplierId supplier, List<FragmentRecord> records)
            throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return directory.write(account, supplier, records, clock.instant());
                } catch (ClosedByInterruptException closing) {
                    interrupted = Thread.interrupted() || interrupted;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// From now on records of this account are delivered when their suppliers answer.
    ///
    /// @param access by the newest head that is known, asked for before each delivery; instead of
    ///   what was given before
    public void deliver(AccountNumber account, Supplier<AccountAccess> access) {
        courier.open(account, access);
    }

    /// Records of this account are kept, but no longer delivered: its key is going away.
    public void hold(AccountNumber account) {
        courier.close(account);
    }

    /// Whatever waits of this account is deleted: the account is gone.
    public void forget(AccountNumber account) {
        courier.forget(account);
    }

    /// The records of an account that still wait.
    public Set<PendingRecord> pending(AccountNumber account) {
        return index.pending(account);
    }

    /// Threads that have not ended.
    int threads() {
        return courier.threads();
    }

    /// Bytes on disk of what of an account still waits.
    public long pendingBytes(AccountNumber account) {
        return index.pendingBytes(account);
    }

    private void count(String fate, int records) {
        meters.counter("stowage.spool.fate", "fate", fate).increment(records);
    }

    /// Ends deliveries; what waits stays on disk.
    @Override
    public void close() {
        courier.close();
        try {
            directory.close();
        } catch (IOException failure) {
            LOG.debug("the spool's lock could not be given back", failure);
        }
    }
}
