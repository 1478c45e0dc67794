package dev.stowage.database;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A file as the disk would hold it: what was forced is there, of the rest any part may be.
final class FailingDisk {

    private static final int SECTOR = 512;

    private final List<Change> unforced = new ArrayList<>();
    private byte[] forced = new byte[0];
    private Runnable beforeWrite = () -> {};
    private int flushes;

    /// A write, or, without bytes, the cutting of the file at the position.
    private record Change(long position, byte[] bytes, boolean cut) {

        byte[] applyTo(byte[] image, int length) {
            int from = Math.toIntExact(position);
            if (cut) {
                return from < image.length ? Arrays.copyOf(image, from) : image;
            }
            int end = from + length;
            byte[] changed = end > image.length ? Arrays.copyOf(image, end) : image;
            System.arraycopy(bytes, 0, changed, from, length);
            return changed;
        }
    }

    /// Runs something before every write, in the thread that writes.
    synchronized void onWrite(Runnable action) {
        beforeWrite = action;
    }

    void write(ByteBuffer source, long position) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        Runnable action;
        synchronized (this) {
            action = beforeWrite;
        }
        action.run();
        synchronized (this) {
            unforced.add(new Change(position, bytes, false));
        }
    }

    synchronized void truncate(long size) {
        unforced.add(new Change(size, new byte[0], true));
    }

    synchronized void force() {
        for (Change change : unforced) {
            forced = change.applyTo(forced, change.bytes.length);
        }
        unforced.clear();
        flushes++;
    }

    synchronized int flushes() {
        return flushes;
    }

    /// What is there when the power fails now: of each write that was not forced all, nothing, or
    /// the first sectors.
    synchronized byte[] afterPowerFailure(Random random) {
        byte[] image = forced.clone();
        for (Change change : unforced) {
            int fate = random.nextInt(3);
            if (fate == 0) {
                image = change.applyTo(image, change.bytes.length);
            } else if (fate == 1 && !change.cut && change.bytes.length > SECTOR) {
                int sectors = 1 + random.nextInt(change.bytes.length / SECTOR);
                image = change.applyTo(image, Math.min(change.bytes.length, sectors * SECTOR));
            }
        }
        return image;
    }
}
