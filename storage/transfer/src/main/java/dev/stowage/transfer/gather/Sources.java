package dev.stowage.transfer.gather;

import dev.stowage.format.layout.Layout;
import dev.stowage.transfer.gather.Source.State;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The 2K sources of a block, counted and told apart by how far they have come: a wide block has
/// too many to be looked through for every record that comes.
final class Sources {

    private final Layout layout;
    private final int first;
    private final int last;
    private final Source[] all;
    private final Map<State, Tally> tallies = new EnumMap<>(State.class);

    /// @param first data fragment that is wanted
    /// @param last data fragment that is wanted
    Sources(Layout layout, int first, int last) {
        this.layout = layout;
        this.first = first;
        this.last = last;
        this.all = new Source[2 * layout.dataFragments()];
        for (int position = 0; position < layout.carriers(); position++) {
            for (int index = 0; index < layout.fragmentsPerCarrier(); index++) {
                int fragment = layout.fragment(position, index);
                all[fragment] = new Source(fragment, position, index);
            }
        }
        for (State state : State.values()) {
            tallies.put(state, new Tally());
        }
        for (Source source : all) {
            tally(source.state()).add(source.fragment());
        }
    }

    Layout layout() {
        return layout;
    }

    Source get(int fragment) {
        return all[fragment];
    }

    /// All sources at a position.
    List<Source> ofPosition(int position) {
        List<Source> found = new ArrayList<>(layout.fragmentsPerCarrier());
        for (int index = 0; index < layout.fragmentsPerCarrier(); index++) {
            found.add(all[layout.fragment(position, index)]);
        }
        return found;
    }

    void move(Source source, State state) {
        tally(source.state()).remove(source.fragment());
        source.become(state);
        tally(state).add(source.fragment());
    }

    int count(State state) {
        return tally(state).count;
    }

    /// How many of the wanted fragments are in a state.
    int countWanted(State state) {
        return tally(state).wanted;
    }

    /// Wanted fragments that are not here.
    int missing() {
        return wantedCount() - countWanted(State.GOOD);
    }

    int wantedCount() {
        return last - first + 1;
    }

    boolean isWanted(int fragment) {
        return fragment >= first && fragment <= last;
    }

    int firstWanted() {
        return first;
    }

    /// The wanted fragments.
    BitSet wanted() {
        BitSet wanted = new BitSet(all.length);
        wanted.set(first, last + 1);
        return wanted;
    }

    /// The fragments in any of these states.
    BitSet in(State... states) {
        BitSet found = new BitSet(all.length);
        for (State state : states) {
            found.or(tally(state).fragments);
        }
        return found;
    }

    /// The first fragment in a state from a number on; -1 if there is none.
    int next(State state, int from) {
        return tally(state).fragments.nextSetBit(from);
    }

    private Tally tally(State state) {
        return tallies.computeIfAbsent(state, _ -> new Tally());
    }

    /// The sources in one state.
    private final class Tally {

        private final BitSet fragments = new BitSet(all.length);
        private int count;
        private int wanted;

        void add(int fragment) {
            fragments.set(fragment);
            count++;
            wanted += isWanted(fragment) ? 1 : 0;
        }

        void remove(int fragment) {
            fragments.clear(fragment);
            count--;
            wanted -= isWanted(fragment) ? 1 : 0;
        }
    }
}
