package dev.stowage.cluster.walk;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/// What every file may contain: one thing, or one of several where a write got no answer.
///
/// A content is known by the number from which it is made.
final class Contents {

    private static final int PATHS = 12;
    private static final int SMALL = 30_000;
    private static final int LARGE = 300_000;

    /// Stands for no file.
    private static final int ABSENT = 0;

    private final Map<String, Set<Integer>> possible = new HashMap<>();
    private int made;

    Contents() {
        for (int path = 0; path < PATHS; path++) {
            possible.put("file-" + path, new HashSet<>(Set.of(ABSENT)));
        }
    }

    List<String> paths() {
        return possible.keySet().stream().sorted().toList();
    }

    String path(int any) {
        return "file-" + Math.floorMod(any, PATHS);
    }

    /// A content that was never written before.
    int next() {
        made++;
        return made;
    }

    static byte[] bytes(int content) {
        SplittableRandom random = new SplittableRandom(content);
        byte[] bytes = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? LARGE : SMALL)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Set<Integer> of(String path) {
        return possible.computeIfAbsent(path, _ -> new HashSet<>());
    }

    void written(String path, int content) {
        of(path).clear();
        of(path).add(content);
    }

    /// A write got no answer, or a refusal.
    void perhapsWritten(String path, int content) {
        of(path).add(content);
    }

    void deleted(String path) {
        written(path, ABSENT);
    }

    void perhapsDeleted(String path) {
        perhapsWritten(path, ABSENT);
    }

    /// Somebody read a file, or heard that there is none.
    ///
    /// @param bytes empty if there is none
    /// @return whether that may be
    boolean read(String path, Optional<byte[]> bytes) {
        Set<Integer> matching = new HashSet<>();
        for (int content : of(path)) {
            boolean matches =
                    content == ABSENT
                            ? bytes.isEmpty()
                            : bytes.isPresent() && Arrays.equals(bytes.get(), bytes(content));
            if (matches) {
                matching.add(content);
            }
        }
        if (!matching.isEmpty()) {
            possible.put(path, matching);
        }
        return !matching.isEmpty();
    }

    String describe(String path) {
        return of(path).toString();
    }
}
