package dev.stowage.erasure;

/// Which losses of whole positions, data i and parity i together, an [XorMap] does not survive.
///
/// Data cannot be told apart from data that differ from it in the positions of a set X, not empty,
/// when every parity fragment that contains an odd number of X is lost too. So the least fatal loss
/// around X is X and these, and a map survives every loss of t positions if none of these unions
/// has t positions or fewer. A set X of more than t positions has such a union anyway.
final class FatalLosses {

    private final XorMap map;
    private final long limit;
    private final int mostUsers;
    private long found;

    private FatalLosses(XorMap map, long limit) {
        this.map = map;
        this.limit = limit;
        int most = 0;
        for (int i = 0; i < map.positions(); i++) {
            most = Math.max(most, Long.bitCount(map.users(i)));
        }
        this.mostUsers = most;
    }

    /// Proves that every loss of that many positions is survived, or finds out that it is not.
    static boolean areNoneUpTo(int lost, XorMap map) {
        return count(lost, map, 1) == 0;
    }

    /// Counts sets X that make losses of at most that many positions fatal, one for each way to
    /// come upon them, up to a limit.
    ///
    /// The map looks the same from positions that differ by its period, so that X may be turned
    /// until it contains one of the first few. From there on X and the lost positions grow by one:
    /// some parity fragment with an odd number of X must be lost, or else one more of its summands
    /// be in X. Each choice excludes those before it, so nothing is looked at twice.
    static long count(int lost, XorMap map, long limit) {
        FatalLosses losses = new FatalLosses(map, limit);
        long excluded = 0;
        for (int i = 0; i < map.period(); i++) {
            losses.grow(map.users(i), 1L << i, excluded, lost - 1);
            for (int turned = i; turned < map.positions(); turned += map.period()) {
                excluded |= 1L << turned;
            }
        }
        return losses.found;
    }

    /// @param odd parity fragments that contain an odd number of X
    /// @param lost positions, among them all of X
    /// @param excluded positions that are not in X
    /// @param more how many positions may be lost beside these
    private void grow(long odd, long lost, long excluded, int more) {
        long uncovered = odd & ~lost;
        int count = Long.bitCount(uncovered);
        if (found >= limit) {
            return;
        }
        if (count <= more) {
            found++;
        } else if (more == 1) {
            finish(odd, lost, excluded);
        } else if (more > 1 && count <= more * (mostUsers + 1)) {
            branch(odd, lost, excluded, more);
        }
    }

    /// Looks for the one position that, in X too, leaves nothing uncovered.
    private void finish(long odd, long lost, long excluded) {
        int parity = Long.numberOfTrailingZeros(odd & ~lost);
        long candidates = (map.summands(parity) | 1L << parity) & ~lost & ~excluded;
        for (; candidates != 0; candidates &= candidates - 1) {
            int i = Long.numberOfTrailingZeros(candidates);
            if (((odd ^ map.users(i)) & ~(lost | 1L << i)) == 0) {
                found++;
            }
        }
    }

    private void branch(long odd, long lost, long excluded, int more) {
        int parity = narrowest(odd & ~lost, lost | excluded);
        long tried = excluded;
        long candidates = (map.summands(parity) | 1L << parity) & ~lost & ~excluded;
        for (; candidates != 0; candidates &= candidates - 1) {
            int i = Long.numberOfTrailingZeros(candidates);
            grow(odd ^ map.users(i), lost | 1L << i, tried, more - 1);
            tried |= 1L << i;
        }
        grow(odd, lost | 1L << parity, tried, more - 1);
    }

    /// Returns the parity fragment that can be evened out in the fewest ways.
    private int narrowest(long parities, long decided) {
        int narrowest = -1;
        int fewest = Integer.MAX_VALUE;
        for (long rest = parities; rest != 0; rest &= rest - 1) {
            int parity = Long.numberOfTrailingZeros(rest);
            int ways = Long.bitCount(map.summands(parity) & ~decided);
            if (ways < fewest) {
                narrowest = parity;
                fewest = ways;
            }
        }
        return narrowest;
    }

    /// Returns the size of the smallest fatal loss, by looking at every set X: for maps of up to
    /// some 30 positions.
    static int smallest(XorMap map) {
        int smallest = map.positions();
        long set = 0;
        long odd = 0;
        for (long step = 1; step < 1L << map.positions(); step++) {
            int changed = Long.numberOfTrailingZeros(step); // the order of the Gray code
            set ^= 1L << changed;
            odd ^= map.users(changed);
            smallest = Math.min(smallest, Long.bitCount(set | odd));
        }
        return smallest;
    }
}
