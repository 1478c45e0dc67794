package dev.stowage.protocol.placement;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a supplier says of itself every few seconds.
///
/// @param url where it answers
/// @param bytesInFlight of requests being served: its load
/// @param leavesAt when all of its contracts end; absent if it stays
/// @param maintainedUntil until when it answers nobody; absent if it does
/// @param successionsHeard revision up to which it knows which keys were replaced ([AccountNews#SUCCESSIONS])
/// @param closingsHeard revision up to which it knows which accounts are closed ([AccountNews#CLOSINGS])
/// @param mostBytesInFlight that it may hold; absent from suppliers of earlier builds
/// @param sequence which of its heartbeats this is; absent from suppliers of earlier builds
///
/// [AccountNews#CLOSINGS]: dev.stowage.protocol.token.AccountNews#CLOSINGS
/// [AccountNews#SUCCESSIONS]: dev.stowage.protocol.token.AccountNews#SUCCESSIONS
public record Heartbeat(
        String url,
        List<VolumeState> volumes,
        long bytesInFlight,
        @Nullable Instant leavesAt,
        @Nullable Instant maintainedUntil,
        long successionsHeard,
        long closingsHeard,
        @Nullable Long mostBytesInFlight,
        @Nullable Sequence sequence) {

    /// Of one that stays and answers.
    public Heartbeat(String url, List<VolumeState> volumes, long bytesInFlight) {
        this(url, volumes, bytesInFlight, null, null, 0, 0, null, null);
    }

    public Heartbeat {
        if (successionsHeard < 0 || closingsHeard < 0) {
            throw new IllegalArgumentException(
                    "revisions are 0 or more, got %d and %d"
                            .formatted(successionsHeard, closingsHeard));
        }
        if (mostBytesInFlight != null && mostBytesInFlight < 1) {
            throw new IllegalArgumentException(
                    "a supplier holds 1 byte or more in flight, got " + mostBytesInFlight);
        }
        volumes = List.copyOf(volumes);
    }

    /// The place of a heartbeat among all of its supplier: one that was delayed on its way is known
    /// by it.
    ///
    /// @param startedAt when the supplier started, by its own clock
    /// @param number grows with every heartbeat since then
    public record Sequence(Instant startedAt, long number) implements Comparable<Sequence> {

        private static final Comparator<Sequence> EARLIER_FIRST =
                Comparator.comparing(Sequence::startedAt).thenComparingLong(Sequence::number);

        public Sequence {
            if (number < 0) {
                throw new IllegalArgumentException("heartbeats are numbered from 0, got " + number);
            }
        }

        /// The later one is greater.
        @Override
        public int compareTo(Sequence other) {
            return EARLIER_FIRST.compare(this, other);
        }
    }
}
