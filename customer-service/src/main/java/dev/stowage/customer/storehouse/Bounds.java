package dev.stowage.customer.storehouse;

import dev.stowage.format.closing.Closing;
import dev.stowage.format.key.UnlockCost;
import java.time.Duration;

/// How much of everything.
///
/// @param window bytes of files in memory at once, all flows together
/// @param processors that compute
/// @param openAccounts held open at once
/// @param accountBytes of catalogues held in memory, roughly
/// @param passwordsAtOnce checked beside each other
/// @param passwordCost of new passwords, at least; older ones are wrapped anew at a login
/// @param mostPasswordCost that is paid for one that was wrapped elsewhere
/// @param sessionLife of a new session
/// @param idleRanges after which block numbers of a service that does not come back are closed
/// @param closingGrace of accounts that are closed, unless their owners ask for another
public record Bounds(
        long window,
        int processors,
        int openAccounts,
        long accountBytes,
        int passwordsAtOnce,
        UnlockCost passwordCost,
        UnlockCost mostPasswordCost,
        Duration sessionLife,
        Duration idleRanges,
        Duration closingGrace) {

    public Bounds {
        if (!idleRanges.isPositive()) {
            throw new IllegalArgumentException(
                    "block numbers of services that do not come back are closed after %s: give them some time"
                            .formatted(idleRanges));
        }
        if (closingGrace.isNegative() || closingGrace.compareTo(Closing.MAX_GRACE) > 0) {
            throw new IllegalArgumentException(
                    "accounts that are closed are gone after %s; it may be %s at most"
                            .formatted(closingGrace, Closing.MAX_GRACE));
        }
        if (!passwordCost.isWithin(mostPasswordCost)) {
            throw new IllegalArgumentException(
                    "a password would take %s, the heap bears %s for each of %d: ask for less, or give it more"
                            .formatted(passwordCost, mostPasswordCost, passwordsAtOnce));
        }
        if (sessionLife.compareTo(SHORTEST_SESSION) < 0
                || sessionLife.compareTo(LONGEST_SESSION) > 0) {
            throw new IllegalArgumentException(
                    "a session lives %s … %s, got %s"
                            .formatted(SHORTEST_SESSION, LONGEST_SESSION, sessionLife));
        }
    }

    private static final Duration SHORTEST_SESSION = Duration.ofMinutes(1);
    private static final Duration LONGEST_SESSION = Duration.ofDays(30);
    private static final long MIB = 1 << 20;
    private static final long SMALL_HEAP = 512 * MIB;

    /// What suits a heap of so many bytes.
    ///
    /// @param window asked for, or 0 for a quarter of the heap
    public static Bounds of(
            long heap,
            int processors,
            long window,
            UnlockCost passwordCost,
            Duration sessionLife,
            Duration idleRanges,
            Duration closingGrace) {
        int passwordsAtOnce = heap < SMALL_HEAP ? 1 : 2;
        return new Bounds(
                window > 0 ? window : Math.clamp(heap / 4, 16 * MIB, 512 * MIB),
                processors,
                1000,
                heap / 8,
                passwordsAtOnce,
                passwordCost,
                mostPasswordCost(heap / 2 / passwordsAtOnce),
                sessionLife,
                idleRanges,
                closingGrace);
    }

    /// What half of the heap bears.
    private static UnlockCost mostPasswordCost(long bytes) {
        UnlockCost most = UnlockCost.MOST;
        long kib = Math.clamp(bytes >> 10, 2L * UnlockCost.DEFAULT.memoryKib(), most.memoryKib());
        return new UnlockCost((int) kib, most.iterations(), most.parallelism());
    }

    /// For the blocks of large files on their way out.
    public long uploadWindow() {
        return window / 8 * 4;
    }

    /// For the contents of small files on their way out.
    public long smallWindow() {
        return window / 8;
    }

    /// For the blocks that small files share.
    public long commitWindow() {
        return window / 8;
    }

    /// For blocks on their way in.
    public long downloadWindow() {
        return window / 8 * 2;
    }

    /// For shared blocks that were gathered a moment ago.
    public long cache() {
        return window / 8;
    }
}
