package dev.stowage.supplier.store;

import dev.stowage.supplier.trial.CrashDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the files of a disk hold, to be damaged and opened as often as one likes.
final class DiskCopy {

    private final SortedMap<String, byte[]> files;

    private DiskCopy(SortedMap<String, byte[]> files) {
        this.files = files;
    }

    static DiskCopy of(CrashDisk disk) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        disk.list().forEach(name -> files.put(name, disk.content(name)));
        return new DiskCopy(files);
    }

    /// The same with another content of a file.
    DiskCopy with(String name, byte[] content) {
        SortedMap<String, byte[]> changed = new TreeMap<>(files);
        changed.put(name, content);
        return new DiskCopy(changed);
    }

    /// The same with a bit of a file flipped.
    DiskCopy flipped(String name, int offset, int bit) {
        byte[] content = content(name).clone();
        content[offset] ^= (byte) (1 << bit);
        return with(name, content);
    }

    /// The same without any index file.
    DiskCopy withoutIndex() {
        SortedMap<String, byte[]> logs = new TreeMap<>(files);
        logs.keySet().removeIf(name -> !isLog(name));
        return new DiskCopy(logs);
    }

    /// The logs of this one, the index files of another.
    DiskCopy withIndexOf(DiskCopy other) {
        DiskCopy mixed = withoutIndex();
        for (String name : other.indexes()) {
            mixed = mixed.with(name, other.content(name));
        }
        return mixed;
    }

    byte[] content(String name) {
        return files.get(name);
    }

    List<String> logs() {
        return files.keySet().stream().filter(DiskCopy::isLog).toList();
    }

    List<String> indexes() {
        return files.keySet().stream().filter(name -> !isLog(name)).toList();
    }

    private static boolean isLog(String name) {
        return LogName.parse(name).isPresent();
    }

    /// A disk that holds it, durably.
    CrashDisk disk() throws IOException {
        return disk(new Random(1));
    }

    /// @param random what a crash does with the rest
    CrashDisk disk(Random random) throws IOException {
        CrashDisk disk = new CrashDisk(random);
        for (String name : files.keySet()) {
            try (DiskFile file = disk.open(name)) {
                file.write(ByteBuffer.wrap(files.get(name)), 0);
                file.sync();
            }
        }
        disk.syncDirectory();
        return disk;
    }
}
