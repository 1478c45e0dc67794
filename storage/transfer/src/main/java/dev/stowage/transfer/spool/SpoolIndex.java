package dev.stowage.transfer.spool;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.placement.SupplierId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What lies in the spool, and how much of it there may be.
final class SpoolIndex {

    private final long limit;
    private final Set<SpoolFile> files =
            new TreeSet<>(Comparator.comparingLong(SpoolFile::sequence));
    private long bytes;
    private long reserved;

    SpoolIndex(long limit) {
        this.limit = limit;
    }

    /// Takes room for a file before it is written.
    synchronized boolean reserve(long wanted) {
        if (bytes + reserved > limit - wanted) {
            return false;
        }
        reserved += wanted;
        return true;
    }

    synchronized void giveBack(long wanted) {
        reserved -= wanted;
    }

    synchronized void add(SpoolFile file) {
        if (files.add(file)) {
            bytes += file.bytes();
        }
    }

    synchronized void remove(SpoolFile file) {
        if (files.remove(file)) {
            bytes -= file.bytes();
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized long records() {
        return files.stream().mapToLong(file -> file.records().size()).sum();
    }

    synchronized Set<PendingRecord> pending(AccountNumber account) {
        Set<PendingRecord> pending = new HashSet<>();
        for (SpoolFile file : files) {
            if (file.account().equals(account)) {
                pending.addAll(file.records());
            }
        }
        return pending;
    }

    synchronized long pendingBytes(AccountNumber account) {
        return files.stream()
                .filter(file -> file.account().equals(account))
                .mapToLong(SpoolFile::bytes)
                .sum();
    }

    /// The oldest file that fits.
    synchronized Optional<SpoolFile> oldest(Predicate<SpoolFile> fits) {
        return files.stream().filter(fits).findFirst();
    }

    /// Suppliers with files that fit.
    synchronized Set<SupplierId> suppliers(Predicate<SpoolFile> fits) {
        Set<SupplierId> suppliers = new HashSet<>();
        files.stream().filter(fits).map(SpoolFile::supplier).forEach(suppliers::add);
        return suppliers;
    }

    synchronized Map<SupplierId, Amount> bySupplier() {
        Map<SupplierId, Amount> amounts = new HashMap<>();
        for (SpoolFile file : files) {
            amounts.merge(
                    file.supplier(),
                    new Amount(file.records().size(), file.bytes()),
                    (a, b) -> new Amount(a.records + b.records, a.bytes + b.bytes));
        }
        return amounts;
    }

    /// What waits for one supplier.
    record Amount(long records, long bytes) {}
}
