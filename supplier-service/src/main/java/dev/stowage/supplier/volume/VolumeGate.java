package dev.stowage.supplier.volume;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Lets customers change what a volume holds, many at once, until it is shut: then nothing is under
/// way any more.
public final class VolumeGate {

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean shut;

    /// Makes a change.
    ///
    /// @throws Fault `busy` if it is shut
    public <T> T change(Supplier<T> change) {
        lock.readLock().lock();
        try {
            if (shut) {
                throw new Fault(
                        FaultCode.BUSY, "this volume's carriers are being handed to another one");
            }
            return change.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Waits for changes under way, and lets none in any more.
    ///
    /// @return whether they ended in time
    public boolean shut(Duration patience) throws InterruptedException {
        if (!lock.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            shut = true;
            return true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Lets changes in again.
    public void open() {
        lock.writeLock().lock();
        try {
            shut = false;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
