package dev.stowage.transfer.fleet;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// How a supplier feels when it is called.
@FunctionalInterface
public interface Mood {

    Mood HEALTHY = () -> {};

    Mood DEAD =
            () -> {
                throw new Fault(FaultCode.SUPPLIER_AWAY, "connection refused");
            };

    /// Called at the start of every call.
    void face();

    static Mood failing(FaultCode code) {
        return () -> {
            throw new Fault(code, "this supplier says " + code.wireName());
        };
    }

    static Mood busyFor(int calls) {
        AtomicInteger left = new AtomicInteger(calls);
        return () -> {
            if (left.getAndDecrement() > 0) {
                throw new Fault(FaultCode.BUSY, "too much to do");
            }
        };
    }

    /// Says nothing for a while; a caller who gives up is heard.
    static Mood slow(Duration duration) {
        return () -> {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException calledOff) {
                throw hungUp();
            }
        };
    }

    /// Says nothing until the latch opens; a caller who gives up is heard.
    static Mood stalled(CountDownLatch latch) {
        return () -> {
            try {
                if (!latch.await(1, TimeUnit.MINUTES)) {
                    throw new AssertionError("nobody opened the latch");
                }
            } catch (InterruptedException calledOff) {
                throw hungUp();
            }
        };
    }

    /// Says nothing until the latch opens, whatever the caller does: as a socket whose buffer is
    /// being written.
    static Mood deaf(CountDownLatch latch) {
        return deaf(latch, new AtomicBoolean());
    }

    /// @param calledOff becomes true when the caller gives up
    static Mood deaf(CountDownLatch latch, AtomicBoolean calledOff) {
        return () -> {
            boolean interrupted = false;
            while (latch.getCount() > 0) {
                try {
                    latch.await();
                } catch (InterruptedException ignored) {
                    interrupted = true;
                    calledOff.set(true);
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /// As a socket does that is interrupted on a virtual thread.
    private static Fault hungUp() {
        Thread.currentThread().interrupt();
        return new Fault(FaultCode.SUPPLIER_AWAY, "closed by interrupt");
    }
}
