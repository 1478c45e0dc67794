package dev.stowage.transfer.flow;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A number of bytes that may be in flight at once. Who wants more waits his turn.
public final class ByteBudget {

    /// Semaphores count to 2^31, so bytes are counted in units.
    private static final int UNIT = 1024;

    private final int units;
    private final Semaphore free;

    /// @param name of the gauge that shows the bytes in flight
    /// @param bytes at least 1 KiB
    public ByteBudget(String name, long bytes, MeterRegistry meters) {
        if (bytes < UNIT || bytes / UNIT > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a budget has 1 KiB … 2 TiB, got %d bytes".formatted(bytes));
        }
        this.units = (int) (bytes / UNIT);
        this.free = new Semaphore(units, true);
        Gauge.builder(name, this, ByteBudget::inFlight).baseUnit("bytes").register(meters);
    }

    /// Takes a part of the budget, or all of it for what is larger.
    ///
    /// @return to be closed once, when the bytes are gone; further times do nothing
    /// @throws Fault `busy` if the deadline passes before
    public Part take(long bytes, Deadline deadline) throws InterruptedException {
        int wanted = Math.clamp(Math.ceilDiv(bytes, (long) UNIT), 1, units);
        if (!free.tryAcquire(wanted, Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS)) {
            throw new Fault(
                            FaultCode.BUSY,
                            "%d bytes wait to travel, %d are in flight and none came free in time"
                                    .formatted(bytes, inFlight()))
                    .with("bytes", bytes)
                    .with("inFlight", inFlight());
        }
        AtomicBoolean taken = new AtomicBoolean(true);
        return () -> {
            if (taken.compareAndSet(true, false)) {
                free.release(wanted);
            }
        };
    }

    /// Bytes taken now.
    public long inFlight() {
        return (long) (units - free.availablePermits()) * UNIT;
    }

    /// A part of the budget that was taken.
    @FunctionalInterface
    public interface Part extends AutoCloseable {

        @Override
        void close();
    }
}
