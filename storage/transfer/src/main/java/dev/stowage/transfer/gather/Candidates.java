package dev.stowage.transfer.gather;

import dev.stowage.transfer.gather.Source.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The sources of a block that may be asked now, and those that are taken from them.
///
/// The likeliest come first: carriers whose suppliers have answered well before those that have
/// not, suspects last, and what gave something wrong at the very end. Among equals idle suppliers
/// come first, and neighbours take turns from block to block.
final class Candidates {

    private static final int UNTRIED = 1;
    private static final int SUSPECT = 2;
    private static final int DOUBTFUL = 4;
    private static final int RANK_SHIFT = 48;
    private static final int BUSYNESS_SHIFT = 40;
    private static final int FRAGMENT_BITS = 18;

    private final Sources sources;
    private final BitSet doubtful;
    private final IntFunction<Standing> standings;
    private final int turn;
    private final List<Source> taken = new ArrayList<>();
    private @Nullable List<Candidate> ranked;

    /// @param doubtful positions that gave something wrong
    /// @param standings of the supplier at a position
    /// @param turn position at which it begins
    Candidates(Sources sources, BitSet doubtful, IntFunction<Standing> standings, int turn) {
        this.sources = sources;
        this.doubtful = doubtful;
        this.standings = standings;
        this.turn = turn;
    }

    /// A source that may be asked.
    ///
    /// @param rank the lower the better
    record Candidate(int fragment, int rank) {

        boolean isSuspect() {
            return (rank & SUSPECT) != 0;
        }

        /// Neither suspect nor doubtful.
        boolean isSound() {
            return (rank & (SUSPECT | DOUBTFUL)) == 0;
        }
    }

    /// Takes every wanted fragment that was not asked for.
    void takeWanted() {
        int fragment = sources.next(State.UNASKED, sources.firstWanted());
        while (fragment >= 0 && sources.isWanted(fragment)) {
            Source source = sources.get(fragment);
            take(source, standings.apply(source.position()).isSuspect());
            fragment = sources.next(State.UNASKED, fragment + 1);
        }
    }

    void take(Candidate candidate) {
        take(sources.get(candidate.fragment()), candidate.isSuspect());
    }

    private void take(Source source, boolean isSuspect) {
        sources.move(source, isSuspect ? State.SLOW : State.ASKED);
        taken.add(source);
    }

    /// What was taken.
    List<Source> taken() {
        return taken;
    }

    /// What was not asked for when this was called first, the likeliest first.
    List<Candidate> ranked() {
        if (ranked == null) {
            ranked = rank();
        }
        return ranked;
    }

    private List<Candidate> rank() {
        BitSet unasked = sources.in(State.UNASKED);
        long[] keys = unasked.stream().mapToLong(this::key).toArray();
        Arrays.sort(keys);
        List<Candidate> best = new ArrayList<>(keys.length);
        for (long key : keys) {
            best.add(
                    new Candidate(
                            (int) (key & (1 << FRAGMENT_BITS) - 1), (int) (key >>> RANK_SHIFT)));
        }
        return best;
    }

    /// Rank, how busy the supplier is, the distance from the turn, the fragment: numbers sort
    /// faster than objects.
    private long key(int fragment) {
        int position = sources.get(fragment).position();
        int distance = Math.floorMod(position - turn, sources.layout().carriers());
        Standing standing = standings.apply(position);
        return (long) rank(fragment, position, standing) << RANK_SHIFT
                | (long) standing.busyness() << BUSYNESS_SHIFT
                | (long) distance << FRAGMENT_BITS
                | fragment;
    }

    private int rank(int fragment, int position, Standing standing) {
        boolean isLikely = standing.hasAnswered() || fragment < sources.layout().dataFragments();
        return (doubtful.get(position) ? DOUBTFUL : 0)
                | (standing.isSuspect() ? SUSPECT : 0)
                | (isLikely ? 0 : UNTRIED);
    }
}
