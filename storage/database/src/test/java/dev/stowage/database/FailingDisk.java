package dev.stowage.database;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A file as the disk would hold it: what was forced is there, of the rest any part may be.
final class FailingDisk {

    private static final int PAGE = 4096;

    private final List<Change> unforced = new ArrayList<>();
    private byte[] forced;
    private Runnable beforeWrite = () -> {};
    private int flushes;

    /// A write, or, without bytes, the cutting of the file at the position.
    private record Change(long position, byte[] bytes, boolean cut) {

        byte[] applyTo(byte[] image, int from, int until) {
            int start = Math.toIntExact(position);
            if (cut) {
                return start < image.length ? Arrays.copyOf(image, start) : image;
            }
            int end = start + until;
            byte[] changed = end > image.length ? Arrays.copyOf(image, end) : image;
            System.arraycopy(bytes, from, changed, start + from, until - from);
            return changed;
        }

        byte[] applyTo(byte[] image) {
            return applyTo(image, 0, bytes.length);
        }

        /// The pages of the file that this changes, each or not, in any order.
        byte[] applySomePagesTo(byte[] image, Random random) {
            byte[] changed = image;
            int until;
            for (int from = 0; from < bytes.length; from = until) {
                int intoPage = (int) ((position + from) % PAGE);
                until = Math.min(bytes.length, from + PAGE - intoPage);
                changed = random.nextBoolean() ? applyTo(changed, from, until) : changed;
            }
            return changed;
        }
    }

    /// @param content of the file, all of it on the disk
    FailingDisk(byte[] content) {
        forced = content;
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
            forced = change.applyTo(forced);
        }
        unforced.clear();
        flushes++;
    }

    synchronized int flushes() {
        return flushes;
    }

    /// What is there when the power fails now: of each write that was not forced all, nothing, what
    /// lies before any of its bytes, or any of the file's pages.
    synchronized byte[] afterPowerFailure(Random random) {
        byte[] image = forced.clone();
        for (Change change : unforced) {
            image =
                    switch (random.nextInt(4)) {
                        case 0 -> change.applyTo(image);
                        case 1 -> image;
                        case 2 -> change.applySomePagesTo(image, random);
                        default ->
                                change.cut
                                        ? image
                                        : change.applyTo(
                                                image, 0, random.nextInt(change.bytes.length + 1));
                    };
        }
        return image;
    }
}
