package dev.stowage.customer.window;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// So many bytes may be in flight at once; first come, first served.
public final class Window {

    private static final int UNIT = 1024;

    private final int units;
    private final Duration patience;
    private final Semaphore free;

    /// @param bytes in flight at most
    /// @param patience how long [#take] waits
    public Window(long bytes, Duration patience) {
        this.units = Math.toIntExact(Math.max(1, bytes / UNIT));
        this.patience = patience;
        this.free = new Semaphore(units, true);
    }

    /// Takes a part of the window, waiting for it. What is larger than the window takes all of it.
    ///
    /// @throws Fault `busy` when nothing was free in time
    public Permit take(long bytes) {
        int wanted = unitsOf(bytes);
        try {
            if (!free.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy(bytes);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw busy(bytes);
        }
        return new Permit(wanted);
    }

    /// The same without waiting.
    public Optional<Permit> tryTake(long bytes) {
        int wanted = unitsOf(bytes);
        return free.tryAcquire(wanted) ? Optional.of(new Permit(wanted)) : Optional.empty();
    }

    /// Bytes that may be in flight at once.
    public long size() {
        return (long) units * UNIT;
    }

    /// Bytes in flight now.
    public long inUse() {
        return (long) (units - free.availablePermits()) * UNIT;
    }

    private int unitsOf(long bytes) {
        return Math.clamp(Math.ceilDiv(bytes, UNIT), 1, units);
    }

    private Fault busy(long bytes) {
        return new Fault(
                        FaultCode.BUSY,
                        "%d bytes are in flight of at most %d and %d more did not fit within %d ms: try again"
                                .formatted(inUse(), size(), bytes, patience.toMillis()))
                .with("window", size())
                .with("wanted", bytes);
    }

    /// A part of the window; given back once, however often it is closed.
    public final class Permit implements AutoCloseable {

        private final int held;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Permit(int held) {
            this.held = held;
        }

        @Override
        public void close() {
            if (open.getAndSet(false)) {
                free.release(held);
            }
        }
    }
}
