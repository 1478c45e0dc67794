package dev.stowage.erasure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Searches an [XorMap] by simulated annealing: it starts from chance, moves one summand at a time,
/// and takes a worse map now and then, less and less often.
///
/// Each data fragment is in as many parity fragments as positions may be lost: fewer are fatal when
/// lost together with it, more make rebuilds dearer. A map is better when it reads fewer fragments
/// to rebuild a position, on average; among equals when more losses of half the positions are
/// survived. It must survive every loss of t positions and not less of half the positions than is
/// asked for.
final class MapSearch {

    private static final double HEAT = 0.3;
    private static final double FATAL = 1;
    private static final double SURVIVAL_MISSED = 10;
    private static final double SURVIVAL = 0.3;
    private static final int MOST_FATAL = 40;
    private static final int ROUGH_SAMPLES = 500;
    private static final int FINE_SAMPLES = 50_000;
    private static final int CONFIRMING_SAMPLES = 1_000_000;
    private static final double ROUGHLY = 0.03;

    private final int positions;
    private final int period;
    private final int tolerance;
    private final double leastSurvival;
    private final Random random;
    private final long[] rough;
    private final long[] fine;
    private final Set<List<List<Integer>>> considered = new HashSet<>();

    /// Bit d of entry c: d is in D_c.
    private long[] differences;

    private Grade best = new Grade(null, Double.MAX_VALUE, 0);

    /// What was found.
    ///
    /// @param reads average number of fragments read to rebuild a position
    /// @param survival share of the losses of half the positions that is survived
    record Grade(XorMap map, double reads, double survival) {
        double badness() {
            return reads - SURVIVAL * survival;
        }
    }

    /// @param period how many sets of differences the map has
    /// @param leastSurvival share of the losses of half the positions that must be survived
    MapSearch(int positions, int period, int tolerance, double leastSurvival, long seed) {
        this.positions = positions;
        this.period = period;
        this.tolerance = tolerance;
        this.leastSurvival = leastSurvival;
        this.random = new Random(seed);
        this.differences = new long[period];
        this.fine = losses(FINE_SAMPLES);
        this.rough = Arrays.copyOf(fine, ROUGH_SAMPLES);
    }

    private long[] losses(int count) {
        XorMap any = new XorMap(positions, List.of(List.of(1)));
        long[] losses = new long[count];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = Survival.loss(any, positions / 2, random);
        }
        return losses;
    }

    /// Returns the best map of some starts, each followed by some moves.
    Grade search(int starts, int moves) {
        for (int start = 0; start < starts; start++) {
            anneal(moves);
        }
        return best;
    }

    private void anneal(int moves) {
        differences = new long[period];
        for (int i = 0; i < period * tolerance; i++) {
            flip(i % period, 0);
        }
        double badness = Double.MAX_VALUE;
        for (int move = 0; move < moves; move++) {
            double heat = HEAT * (moves - move) / moves;
            long[] before = differences.clone();
            for (int times = random.nextInt(4) == 0 ? 2 : 1; times > 0; times--) {
                int users = random.nextInt(period);
                flip(users, 1);
                flip(users, 0);
            }
            double worst = badness - heat * Math.log(1 - random.nextDouble());
            double now = badness(map(), worst);
            if (now <= worst) {
                badness = now;
            } else {
                differences = before;
            }
        }
    }

    /// Puts in or takes out one difference that touches data fragments of one class modulo the
    /// period, so that all stay in the same number of parity fragments.
    private void flip(int users, int from) {
        while (true) {
            int set = random.nextInt(period);
            int difference = 1 + random.nextInt(positions - 1);
            if ((set + difference) % period == users
                    && (differences[set] >>> difference & 1) == from) {
                differences[set] ^= 1L << difference;
                return;
            }
        }
    }

    private XorMap map() {
        List<List<Integer>> sets = new ArrayList<>();
        for (long set : differences) {
            List<Integer> numbers = new ArrayList<>();
            for (long rest = set; rest != 0; rest &= rest - 1) {
                numbers.add(Long.numberOfTrailingZeros(rest));
            }
            sets.add(numbers);
        }
        return new XorMap(positions, sets);
    }

    /// Returns what is to be made small, or something above the worst that will be taken: the cheap
    /// criteria come first.
    private double badness(XorMap map, double worst) {
        double reads = RebuildCost.average(map);
        double most = worst + SURVIVAL;
        if (reads > most) {
            return reads;
        }
        long fatal = FatalLosses.count(tolerance, map, MOST_FATAL);
        double badness = fatal == 0 ? reads : reads + FATAL * (1 + Math.log(fatal));
        if (badness > most) {
            return badness;
        }
        double survival = share(map, rough);
        badness += SURVIVAL_MISSED * Math.max(0, leastSurvival - survival) - SURVIVAL * survival;
        if (fatal == 0 && survival >= leastSurvival - ROUGHLY) {
            consider(map, reads, survival);
        }
        return badness;
    }

    private static double share(XorMap map, long[] losses) {
        int survived = 0;
        for (long loss : losses) {
            survived += Survival.solves(map, loss) ? 1 : 0;
        }
        return (double) survived / losses.length;
    }

    private void consider(XorMap map, double reads, double roughly) {
        boolean hopeless = reads - SURVIVAL * (roughly + ROUGHLY) > best.badness();
        if (hopeless || !considered.add(map.differences())) {
            return;
        }
        if (share(map, fine) < leastSurvival) {
            return;
        }
        Survival survival = Survival.sampled(map, positions / 2, CONFIRMING_SAMPLES, 1);
        Grade grade = new Grade(map, reads, survival.byElimination());
        if (grade.survival() >= leastSurvival && grade.badness() < best.badness()) {
            best = grade;
        }
    }
}
