package dev.stowage.erasure;

import java.util.ArrayList;
import java.util.List;

/// How many fragments must be read to rebuild one position, its data and its parity, when all the
/// others are there.
///
/// Fragments of other positions add up to data i when they are some parity fragments, an odd number
/// of them with data i in it, and the data that these sum up to beside it. They add up to parity i
/// when they are its summands, changed by parity fragments of which an even number contain data i.
final class RebuildCost {

    /// Fragments that are read: those of data and those of parity.
    private record Reads(long data, long parity) {}

    private RebuildCost() {}

    /// Returns the fewest reads when data comes from one parity fragment and parity from its
    /// summands.
    static int simple(XorMap map, int position) {
        return fewest(map, position, 1, 0);
    }

    /// Returns the average of [#simple] over all positions.
    static double average(XorMap map) {
        int sum = 0;
        for (int i = 0; i < map.period(); i++) {
            sum += simple(map, i);
        }
        return (double) sum / map.period();
    }

    /// Returns the fewest reads of all ways that take at most some parity fragments to make the
    /// data, and change the summands of the parity by at most some parity fragments.
    static int fewest(XorMap map, int position, int forData, int forParity) {
        List<Reads> dataWays = new ArrayList<>();
        collect(map, position, new Reads(1L << position, 0), 0, forData, dataWays);
        List<Reads> parityWays = new ArrayList<>();
        Reads summands = new Reads(map.summands(position), 0);
        collect(map, position, summands, 0, forParity, parityWays);
        int fewest = Integer.MAX_VALUE;
        for (Reads data : dataWays) {
            for (Reads parity : parityWays) {
                int reads =
                        Long.bitCount(data.data() | parity.data())
                                + Long.bitCount(data.parity() | parity.parity());
                fewest = Math.min(fewest, reads);
            }
        }
        return fewest;
    }

    /// Adds parity fragments of other positions and keeps the ways in which data i need not be
    /// read.
    private static void collect(
            XorMap map, int position, Reads reads, int from, int more, List<Reads> ways) {
        if ((reads.data() >> position & 1) == 0) {
            ways.add(reads);
        }
        for (int j = from; more > 0 && j < map.positions(); j++) {
            if (j != position) {
                long data = reads.data() ^ map.summands(j);
                Reads added = new Reads(data, reads.parity() | 1L << j);
                collect(map, position, added, j + 1, more - 1, ways);
            }
        }
    }
}
