package dev.stowage.supplier.hosting;

import dev.stowage.supplier.memory.MemoryPool;
import dev.stowage.supplier.store.DirectoryDisk;
import dev.stowage.supplier.store.Disks;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.LongSupplier;

/// What suppliers have of the machine that they run on.
///
/// @param clock that people set, right or wrong
/// @param nanos a clock that only goes on, as [System#nanoTime]
/// @param disks on which their logs lie
/// @param meters that are shown
/// @param memory for what is read for requests
public record Machine(
        Clock clock,
        LongSupplier nanos,
        SecureRandom random,
        Disks disks,
        MeterRegistry meters,
        MemoryPool memory) {

    /// The real one.
    public static Machine real(Clock clock, MeterRegistry meters, MemoryPool memory) {
        return new Machine(
                clock, System::nanoTime, new SecureRandom(), DirectoryDisk::new, meters, memory);
    }
}
