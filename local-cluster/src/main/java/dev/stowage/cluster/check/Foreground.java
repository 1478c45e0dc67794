package dev.stowage.cluster.check;

import dev.stowage.cluster.check.RebuildAccounts.Stored;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// One who reads and one who writes files of an account, all the time, until closed.
final class Foreground implements AutoCloseable {

    /// Files that are written over and over.
    private static final int WRITTEN = 8;

    private final AtomicLong read = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final RebuildAccounts accounts;
    private final Stored account;
    private final Thread reader = Thread.ofPlatform().name("reader").unstarted(this::read);
    private final Thread writer = Thread.ofPlatform().name("writer").unstarted(this::write);
    private volatile boolean closed;

    /// Bytes a second, in units of 10^6.
    record Speeds(double read, double written) {}

    Foreground(RebuildAccounts accounts, Stored account) {
        this.accounts = accounts;
        this.account = account;
        reader.start();
        writer.start();
    }

    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /// How fast they are until something is the case, but for so long at least.
    Speeds until(Condition over, long leastSeconds) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long readBefore = read.get();
        long writtenBefore = written.get();
        while (!over.holds()
                || System.nanoTime() - start < TimeUnit.SECONDS.toNanos(leastSeconds)) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        double microseconds = (System.nanoTime() - start) / 1e3;
        return new Speeds(
                (read.get() - readBefore) / microseconds,
                (written.get() - writtenBefore) / microseconds);
    }

    /// Requests that were refused, or brought something else.
    long failed() {
        return failed.get();
    }

    private void read() {
        SplittableRandom random = new SplittableRandom(1);
        repeat(read, () -> accounts.isEqual(account, random.nextInt(account.files())));
    }

    private void write() {
        int[] file = {account.files()};
        repeat(
                written,
                () -> {
                    accounts.put(account, file[0]);
                    file[0] = account.files() + (file[0] + 1 - account.files()) % WRITTEN;
                    return true;
                });
    }

    private void repeat(AtomicLong bytes, Condition work) {
        while (!closed) {
            try {
                if (work.holds()) {
                    bytes.addAndGet(accounts.fileBytes());
                } else {
                    failed.incrementAndGet();
                }
            } catch (IOException refused) {
                failed.incrementAndGet();
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join();
            writer.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
