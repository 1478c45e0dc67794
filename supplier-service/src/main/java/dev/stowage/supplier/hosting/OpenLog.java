package dev.stowage.supplier.hosting;

import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.store.ServiceTime;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.UUID;

/// The log of a volume, of which is known whose it is.
///
/// @param time by which the volume keeps what was promised
/// @param observer of its commits
record OpenLog(
        UUID volume,
        VolumeSettings settings,
        LogStore store,
        ServiceTime time,
        LateObserver observer)
        implements AutoCloseable {

    static OpenLog open(VolumeSettings settings, LogSettings bounds, Machine machine)
            throws IOException {
        LateObserver observer = new LateObserver();
        ServiceTime time = new ServiceTime(machine.nanos());
        LogStore store =
                new LogStore(
                        machine.disks().open(settings.records()),
                        bounds,
                        machine.random(),
                        time,
                        observer);
        try {
            requireMembership(store);
            time.begin(store, machine.clock());
            UUID volume = Membership.volumeOf(store.facts(), newId(machine.random()));
            return new OpenLog(volume, settings, store, time, observer);
        } catch (IOException | RuntimeException failed) {
            store.close();
            throw failed;
        }
    }

    /// A log that holds anything holds who the supplier is: it must not become somebody else.
    private static void requireMembership(LogStore log) throws IOException {
        if (!log.isEmpty() && log.facts().readAll(FactKind.MEMBERSHIP).isEmpty()) {
            throw new IOException(
                    "its log does not tell who this supplier is: a file of it is missing or damaged. "
                            + "Nothing was changed; put the file back");
        }
    }

    private static UUID newId(SecureRandom random) {
        byte[] seed = new byte[16];
        random.nextBytes(seed);
        return UUID.nameUUIDFromBytes(seed);
    }

    @Override
    public void close() {
        store.close();
    }
}
