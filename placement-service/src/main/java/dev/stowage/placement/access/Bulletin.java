package dev.stowage.placement.access;

import dev.stowage.protocol.token.AccountNews;
import dev.stowage.protocol.token.AccountNews.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Tells of one topic what came after a revision, signed.
public final class Bulletin<T> {

    private static final Duration TOLD_ANEW = Duration.ofMinutes(1);

    private final Topic<T> topic;
    private final Source<T> source;
    private final Identity identity;
    private final Clock clock;
    private volatile Nothing nothing = new Nothing(-1, "", Instant.EPOCH);

    /// Where it is kept what happened.
    public interface Source<T> {

        /// What came after a revision, in the order of revisions, so much at most.
        List<Entry<T>> after(long revision, int most);
    }

    /// An item, and under which revision it was noted.
    public record Entry<T>(long revision, T item) {}

    /// What those are told who have heard everything, and when it was signed.
    private record Nothing(long after, String token, Instant at) {

        boolean isGood(long heard, Instant now) {
            return after == heard && !now.isBefore(at) && now.isBefore(at.plus(TOLD_ANEW));
        }
    }

    public Bulletin(Topic<T> topic, Source<T> source, Identity identity, Clock clock) {
        this.topic = topic;
        this.source = source;
        this.identity = identity;
        this.clock = clock;
    }

    /// News, signed.
    ///
    /// @param heard the revision up to which all is known there
    /// @param newest revision that there is
    public String since(long heard, long newest) {
        return heard >= newest ? nothing(heard) : some(heard);
    }

    private String nothing(long heard) {
        Nothing known = nothing;
        if (!known.isGood(heard, clock.instant())) {
            known = new Nothing(heard, sign(heard, heard, false, List.of()), clock.instant());
            nothing = known;
        }
        return known.token;
    }

    private String some(long heard) {
        List<Entry<T>> entries = source.after(heard, AccountNews.MOST + 1);
        boolean more = entries.size() > AccountNews.MOST;
        List<Entry<T>> told = more ? entries.subList(0, AccountNews.MOST) : entries;
        long last = told.isEmpty() ? heard : told.getLast().revision();
        return sign(heard, last, more, told);
    }

    private String sign(long after, long revision, boolean more, List<Entry<T>> entries) {
        return new AccountNews<>(
                        topic,
                        after,
                        revision,
                        more,
                        entries.stream().map(Entry::item).toList(),
                        clock.instant().plus(AccountNews.MAX_LIFE))
                .sign(identity.key());
    }
}
