package dev.stowage.verification.benchmarks.race;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/// Lets a contestant work until its speed is steady.
///
/// A vector kernel that is not yet compiled is up to a thousand times slower, and steadily so:
/// hence a least time, and speeds count only from the last time on that the compiler was at work.
final class WarmUp {

    private static final Duration WINDOW = Duration.ofMillis(10);
    private static final int WINDOWS = 5;
    private static final double STEADY = 0.9;

    private final Track track;
    private final Duration least;
    private final Duration most;

    WarmUp(Track track, Duration least, Duration most) {
        this.track = track;
        this.least = least;
        this.most = most;
    }

    void run(Contestant contestant) throws InterruptedException {
        long start = System.nanoTime();
        long compiled = JitCompiler.millis();
        Deque<Double> latest = new ArrayDeque<>();
        long elapsed = 0;
        while (elapsed < most.toNanos()) {
            latest.addLast(track.speed(contestant, WINDOW));
            if (latest.size() > WINDOWS) {
                latest.removeFirst();
            }
            long now = JitCompiler.millis();
            if (now != compiled || JitCompiler.isBusy()) {
                compiled = now;
                latest.clear();
            }
            elapsed = System.nanoTime() - start;
            if (elapsed >= least.toNanos() && isSteady(latest)) {
                return;
            }
        }
    }

    private static boolean isSteady(Deque<Double> speeds) {
        return speeds.size() == WINDOWS
                && Collections.min(speeds) >= STEADY * Collections.max(speeds);
    }
}
